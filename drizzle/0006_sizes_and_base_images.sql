CREATE TABLE "image_chains" (
	"manifest_digest" text PRIMARY KEY NOT NULL,
	"chain" uuid NOT NULL,
	"depth" integer NOT NULL,
	"prefixes" uuid[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "repository_blobs" (
	"registry_id" text NOT NULL,
	"repository" text COLLATE "C" NOT NULL,
	"blob_digest" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"is_shared" boolean NOT NULL,
	CONSTRAINT "repository_blobs_registry_id_repository_blob_digest_pk" PRIMARY KEY("registry_id","repository","blob_digest")
);
--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "known_size_bytes" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "unknown_tags" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "blobs_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "image_chains_chain" ON "image_chains" USING btree ("chain");--> statement-breakpoint
CREATE INDEX "image_chains_prefixes" ON "image_chains" USING gin ("prefixes");--> statement-breakpoint
CREATE INDEX "repository_blobs_blob" ON "repository_blobs" USING btree ("registry_id","blob_digest");