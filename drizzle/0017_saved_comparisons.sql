CREATE TABLE "comparison_checks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"comparison_id" text NOT NULL,
	"definition" jsonb NOT NULL,
	"trigger" text NOT NULL,
	"actor" text NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"counts" jsonb,
	"drifts_since" timestamp (3) with time zone,
	"problem" jsonb
);
--> statement-breakpoint
CREATE TABLE "comparisons" (
	"id" text PRIMARY KEY NOT NULL,
	"definition" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "comparison_checks_comparison" ON "comparison_checks" USING btree ("comparison_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "comparison_checks_under_way" ON "comparison_checks" USING btree ("comparison_id") WHERE "comparison_checks"."state" in ('queued', 'running');