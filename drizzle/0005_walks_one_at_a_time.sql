ALTER TABLE "registries" ADD COLUMN "sync_every_seconds" integer DEFAULT 900;--> statement-breakpoint
ALTER TABLE "registries" ADD COLUMN "requests_per_minute" integer;--> statement-breakpoint
ALTER TABLE "sync_walks" ADD COLUMN "paused_until" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "repositories_walk" ON "repositories" USING btree ("registry_id","walk_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sync_walks_running" ON "sync_walks" USING btree ("registry_id") WHERE "sync_walks"."state" = 'running';