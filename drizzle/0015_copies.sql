CREATE TABLE "copies" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"actor" text NOT NULL,
	"actor_role" text NOT NULL,
	"request_id" text NOT NULL,
	"mirror_id" text,
	"mirror_name" text,
	"options" jsonb NOT NULL,
	"totals" jsonb NOT NULL,
	"items_total" integer NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	"job_id" uuid,
	"undo_job_id" uuid,
	"undo_state" text DEFAULT 'none' NOT NULL,
	"problem" jsonb
);
--> statement-breakpoint
CREATE TABLE "copy_items" (
	"copy_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"from_registry" text NOT NULL,
	"from_repository" text COLLATE "C" NOT NULL,
	"from_tag" text COLLATE "C",
	"from_digest" text,
	"to_registry" text NOT NULL,
	"to_repository" text COLLATE "C" NOT NULL,
	"to_tag" text COLLATE "C",
	"source_digest" text,
	"digest" text,
	"action" text NOT NULL,
	"reason" text,
	"detail" text,
	"overwrites" text,
	"bytes" jsonb NOT NULL,
	"manifests" integer NOT NULL,
	"referrers" integer NOT NULL,
	"missing_platforms" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"bytes_done" bigint DEFAULT 0 NOT NULL,
	"result" text,
	"result_code" text,
	"result_detail" text,
	"done_at" timestamp (3) with time zone,
	"is_tag_begun" boolean DEFAULT false NOT NULL,
	"is_undoing" boolean DEFAULT false NOT NULL,
	CONSTRAINT "copy_items_copy_id_position_pk" PRIMARY KEY("copy_id","position")
);
--> statement-breakpoint
CREATE TABLE "copy_manifests" (
	"copy_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"digest" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "copy_manifests_copy_id_position_pk" PRIMARY KEY("copy_id","position")
);
--> statement-breakpoint
ALTER TABLE "copy_items" ADD CONSTRAINT "copy_items_copy_id_copies_id_fk" FOREIGN KEY ("copy_id") REFERENCES "public"."copies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "copy_manifests" ADD CONSTRAINT "copy_manifests_copy_id_copies_id_fk" FOREIGN KEY ("copy_id") REFERENCES "public"."copies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "copies_created" ON "copies" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "copies_state" ON "copies" USING btree ("state");--> statement-breakpoint
CREATE INDEX "copies_mirror" ON "copies" USING btree ("mirror_id","created_at");--> statement-breakpoint
CREATE INDEX "copies_expires" ON "copies" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "copies_job" ON "copies" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "copies_undo_job" ON "copies" USING btree ("undo_job_id");--> statement-breakpoint
CREATE INDEX "copy_items_result" ON "copy_items" USING btree ("copy_id","action","result");--> statement-breakpoint
CREATE INDEX "copy_items_from" ON "copy_items" USING btree ("from_registry","copy_id");--> statement-breakpoint
CREATE INDEX "copy_items_to" ON "copy_items" USING btree ("to_registry","copy_id");