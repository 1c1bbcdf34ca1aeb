ALTER TABLE "manifests" ADD COLUMN "is_complete" boolean NOT NULL;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "tags_failed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "tag_count" integer;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "size_bytes" bigint;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "last_pushed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "repository_manifests" ADD COLUMN "is_present" boolean NOT NULL;--> statement-breakpoint
ALTER TABLE "tags" ADD COLUMN "checked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "registry_states" ADD COLUMN "type" text;--> statement-breakpoint
ALTER TABLE "registry_states" ADD COLUMN "catalog_failed_at" timestamp (3) with time zone;