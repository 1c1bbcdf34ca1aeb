CREATE TABLE "status_checks" (
	"registry_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"latency_ms" integer,
	CONSTRAINT "status_checks_registry_id_at_pk" PRIMARY KEY("registry_id","at")
);
--> statement-breakpoint
ALTER TABLE "registry_snapshots" ALTER COLUMN "tags" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "events_pushes" ON "events" USING btree ("at","id") WHERE "events"."action" in ('push', 'appear', 'move');--> statement-breakpoint
CREATE INDEX "repositories_problem" ON "repositories" USING btree ("registry_id","name") WHERE "repositories"."sync_problem" is not null or "repositories"."tags_problem" is not null;