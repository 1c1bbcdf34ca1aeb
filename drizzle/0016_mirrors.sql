CREATE TABLE "mirror_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"mirror_id" text NOT NULL,
	"definition" jsonb NOT NULL,
	"trigger" text NOT NULL,
	"actor" text NOT NULL,
	"actor_role" text NOT NULL,
	"is_dry_run" boolean NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"counts" jsonb,
	"copy_id" uuid,
	"deletion_id" uuid,
	"problem" jsonb
);
--> statement-breakpoint
CREATE TABLE "mirror_tags" (
	"mirror_id" text NOT NULL,
	"to_registry" text NOT NULL,
	"to_repository" text COLLATE "C" NOT NULL,
	"tag" text COLLATE "C" NOT NULL,
	"from_registry" text NOT NULL,
	"from_repository" text COLLATE "C" NOT NULL,
	"digest" text NOT NULL,
	CONSTRAINT "mirror_tags_mirror_id_to_registry_to_repository_tag_pk" PRIMARY KEY("mirror_id","to_registry","to_repository","tag")
);
--> statement-breakpoint
CREATE TABLE "mirrors" (
	"id" text PRIMARY KEY NOT NULL,
	"definition" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "mirror_runs_mirror" ON "mirror_runs" USING btree ("mirror_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "mirror_runs_under_way" ON "mirror_runs" USING btree ("mirror_id") WHERE "mirror_runs"."state" in ('queued', 'running');