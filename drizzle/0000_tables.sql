CREATE TABLE "sign_in_attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"first_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"blocked_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"username" text NOT NULL,
	"password_hash" text NOT NULL,
	"role" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"phase" text NOT NULL,
	"operation" uuid NOT NULL,
	"registry" text,
	"repository" text,
	"tag" text,
	"digest" text,
	"method" text,
	"detail" text,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "configs" (
	"digest" text PRIMARY KEY NOT NULL,
	"bytes" "bytea" NOT NULL,
	"size_bytes" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "manifest_blobs" (
	"manifest_digest" text NOT NULL,
	"blob_digest" text NOT NULL,
	"role" text NOT NULL,
	"position" integer NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" bigint,
	CONSTRAINT "manifest_blobs_manifest_digest_role_position_pk" PRIMARY KEY("manifest_digest","role","position")
);
--> statement-breakpoint
CREATE TABLE "manifest_children" (
	"parent_digest" text NOT NULL,
	"position" integer NOT NULL,
	"child_digest" text NOT NULL,
	"media_type" text NOT NULL,
	"artifact_type" text,
	"platform" jsonb,
	"size_bytes" bigint,
	"annotations" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "manifest_children_parent_digest_position_pk" PRIMARY KEY("parent_digest","position")
);
--> statement-breakpoint
CREATE TABLE "manifests" (
	"digest" text PRIMARY KEY NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"kind" text NOT NULL,
	"artifact_type" text,
	"subject_digest" text,
	"config_digest" text,
	"total_size" bigint,
	"created_at" timestamp (3) with time zone,
	"created_source" text,
	"platforms" jsonb,
	"annotations" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"first_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "repositories" (
	"registry_id" text NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"source" text NOT NULL,
	"tags_listed_at" timestamp (3) with time zone,
	"tags_problem" jsonb,
	"missing_since" timestamp (3) with time zone,
	"first_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "repositories_registry_id_name_pk" PRIMARY KEY("registry_id","name")
);
--> statement-breakpoint
CREATE TABLE "repository_manifests" (
	"registry_id" text NOT NULL,
	"repository" text COLLATE "C" NOT NULL,
	"digest" text NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "repository_manifests_registry_id_repository_digest_pk" PRIMARY KEY("registry_id","repository","digest")
);
--> statement-breakpoint
CREATE TABLE "tags" (
	"registry_id" text NOT NULL,
	"repository" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"version_key" text COLLATE "C" NOT NULL,
	"digest" text,
	"seen_at" timestamp (3) with time zone,
	"first_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"problem" jsonb,
	"gone_at" timestamp (3) with time zone,
	"is_referrer" boolean DEFAULT false NOT NULL,
	CONSTRAINT "tags_registry_id_repository_name_pk" PRIMARY KEY("registry_id","repository","name")
);
--> statement-breakpoint
CREATE TABLE "registries" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"type" text NOT NULL,
	"auth_encrypted" text,
	"tls" jsonb,
	"public_host" text,
	"read_only" boolean DEFAULT false NOT NULL,
	"repositories" text[] DEFAULT '{}' NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "registry_states" (
	"registry_id" text PRIMARY KEY NOT NULL,
	"status" jsonb,
	"catalog_listed_at" timestamp (3) with time zone,
	"catalog_problem" jsonb,
	"capabilities" jsonb
);
--> statement-breakpoint
CREATE UNIQUE INDEX "users_username" ON "users" USING btree (lower("username"));--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_operation" ON "audit" USING btree ("operation");--> statement-breakpoint
CREATE INDEX "audit_repository" ON "audit" USING btree ("registry","repository","id");--> statement-breakpoint
CREATE INDEX "manifest_blobs_blob" ON "manifest_blobs" USING btree ("blob_digest");--> statement-breakpoint
CREATE INDEX "manifest_children_child" ON "manifest_children" USING btree ("child_digest");--> statement-breakpoint
CREATE INDEX "manifests_subject" ON "manifests" USING btree ("subject_digest");--> statement-breakpoint
CREATE INDEX "manifests_config" ON "manifests" USING btree ("config_digest");--> statement-breakpoint
CREATE INDEX "repository_manifests_digest" ON "repository_manifests" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "tags_version" ON "tags" USING btree ("registry_id","repository","version_key","name") WHERE "tags"."gone_at" is null;--> statement-breakpoint
CREATE INDEX "tags_digest" ON "tags" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "tags_repository_digest" ON "tags" USING btree ("registry_id","repository","digest") WHERE "tags"."gone_at" is null;