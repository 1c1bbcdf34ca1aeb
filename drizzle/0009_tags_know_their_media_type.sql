ALTER TABLE "tags" ADD COLUMN "media_type" text;--> statement-breakpoint
CREATE INDEX "manifests_signature" ON "manifests" USING btree ("subject_digest") WHERE "manifests"."kind" = 'signature';
--> statement-breakpoint
UPDATE tags t SET media_type = m.media_type FROM manifests m WHERE m.digest = t.digest;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION tags_take_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	SELECT m.kind, m.media_type, m.total_size, m.created_at, m.platforms
	INTO NEW.kind, NEW.media_type, NEW.total_size, NEW.created_at, NEW.platforms
	FROM manifests m WHERE m.digest = NEW.digest;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION manifests_give_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE tags SET kind = NEW.kind, media_type = NEW.media_type, total_size = NEW.total_size, created_at = NEW.created_at,
		platforms = NEW.platforms
	WHERE digest = NEW.digest
		AND (kind, media_type, total_size, created_at, platforms)
			IS DISTINCT FROM (NEW.kind, NEW.media_type, NEW.total_size, NEW.created_at, NEW.platforms);
	RETURN NULL;
END
$$;
