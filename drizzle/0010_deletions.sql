CREATE TABLE "deletion_items" (
	"deletion_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"registry_id" text NOT NULL,
	"repository" text COLLATE "C" NOT NULL,
	"tag" text COLLATE "C",
	"digest" text,
	"is_chosen" boolean NOT NULL,
	"action" text NOT NULL,
	"method" text,
	"fallback" text,
	"reason" text,
	"held_by" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"detail" text,
	"result" text,
	"result_code" text,
	"result_detail" text,
	"done_at" timestamp (3) with time zone,
	"begun_at" timestamp (3) with time zone,
	"placeholder" text,
	"is_undoing" boolean DEFAULT false NOT NULL,
	CONSTRAINT "deletion_items_deletion_id_position_pk" PRIMARY KEY("deletion_id","position")
);
--> statement-breakpoint
CREATE TABLE "deletion_manifests" (
	"deletion_id" uuid NOT NULL,
	"registry_id" text NOT NULL,
	"repository" text COLLATE "C" NOT NULL,
	"digest" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "deletion_manifests_deletion_id_registry_id_repository_digest_pk" PRIMARY KEY("deletion_id","registry_id","repository","digest")
);
--> statement-breakpoint
CREATE TABLE "deletions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"actor" text NOT NULL,
	"actor_role" text NOT NULL,
	"request_id" text NOT NULL,
	"policy_id" text,
	"policy_name" text,
	"options" jsonb NOT NULL,
	"effects" jsonb NOT NULL,
	"garbage_collection" jsonb NOT NULL,
	"items_total" integer NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	"job_id" uuid,
	"undo_job_id" uuid,
	"undo_state" text DEFAULT 'none' NOT NULL,
	"missing_blobs" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"problem" jsonb
);
--> statement-breakpoint
CREATE TABLE "job_log" (
	"job_id" uuid NOT NULL,
	"position" integer GENERATED ALWAYS AS IDENTITY (sequence name "job_log_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"detail" text NOT NULL,
	CONSTRAINT "job_log_job_id_position_pk" PRIMARY KEY("job_id","position")
);
--> statement-breakpoint
ALTER TABLE "deletion_items" ADD CONSTRAINT "deletion_items_deletion_id_deletions_id_fk" FOREIGN KEY ("deletion_id") REFERENCES "public"."deletions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deletion_manifests" ADD CONSTRAINT "deletion_manifests_deletion_id_deletions_id_fk" FOREIGN KEY ("deletion_id") REFERENCES "public"."deletions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deletion_items_result" ON "deletion_items" USING btree ("deletion_id","action","result");--> statement-breakpoint
CREATE INDEX "deletion_items_repository" ON "deletion_items" USING btree ("registry_id","repository");--> statement-breakpoint
CREATE INDEX "deletions_created" ON "deletions" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "deletions_state" ON "deletions" USING btree ("state");--> statement-breakpoint
CREATE INDEX "deletions_policy" ON "deletions" USING btree ("policy_id","created_at");--> statement-breakpoint
CREATE INDEX "deletions_expires" ON "deletions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "deletions_job" ON "deletions" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "deletions_undo_job" ON "deletions" USING btree ("undo_job_id");