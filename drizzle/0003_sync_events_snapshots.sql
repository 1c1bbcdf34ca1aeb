CREATE TABLE "events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"registry_id" text NOT NULL,
	"repository" text COLLATE "C" NOT NULL,
	"tag" text COLLATE "C",
	"digest" text,
	"action" text NOT NULL,
	"source" text NOT NULL,
	"actor" text,
	"user_agent" text,
	"event_key" text
);
--> statement-breakpoint
CREATE TABLE "registry_hooks" (
	"registry_id" text PRIMARY KEY NOT NULL,
	"token_encrypted" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_event_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "registry_snapshots" (
	"registry_id" text NOT NULL,
	"day" date NOT NULL,
	"repositories" integer NOT NULL,
	"tags" integer NOT NULL,
	"bytes" bigint,
	"taken_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "registry_snapshots_registry_id_day_pk" PRIMARY KEY("registry_id","day")
);
--> statement-breakpoint
CREATE TABLE "sync_walks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"registry_id" text NOT NULL,
	"reason" text NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"is_catalog_done" boolean DEFAULT false NOT NULL,
	"repositories_total" integer DEFAULT 0 NOT NULL,
	"repositories_done" integer DEFAULT 0 NOT NULL,
	"repositories_failed" integer DEFAULT 0 NOT NULL,
	"tags_done" integer DEFAULT 0 NOT NULL,
	"manifests_read" integer DEFAULT 0 NOT NULL,
	"requests" integer DEFAULT 0 NOT NULL,
	"problem" jsonb,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "walk_id" uuid;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "synced_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "sync_problem" jsonb;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "last_pulled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tags" ADD COLUMN "pushed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tags" ADD COLUMN "pulled_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "events_at" ON "events" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "events_registry" ON "events" USING btree ("registry_id","repository","at");--> statement-breakpoint
CREATE UNIQUE INDEX "events_key" ON "events" USING btree ("registry_id","event_key");--> statement-breakpoint
CREATE INDEX "sync_walks_registry" ON "sync_walks" USING btree ("registry_id","started_at");