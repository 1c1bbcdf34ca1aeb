ALTER TABLE "tags" ADD COLUMN "kind" text;--> statement-breakpoint
ALTER TABLE "tags" ADD COLUMN "total_size" bigint;--> statement-breakpoint
ALTER TABLE "tags" ADD COLUMN "created_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tags" ADD COLUMN "platforms" jsonb;--> statement-breakpoint
UPDATE tags t SET kind = m.kind, total_size = m.total_size, created_at = m.created_at, platforms = m.platforms
FROM manifests m WHERE m.digest = t.digest;
--> statement-breakpoint
-- A pointer takes over what is known of its digest. `INTO` sets NULL where nothing is.
CREATE FUNCTION tags_take_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	SELECT m.kind, m.total_size, m.created_at, m.platforms INTO NEW.kind, NEW.total_size, NEW.created_at, NEW.platforms
	FROM manifests m WHERE m.digest = NEW.digest;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER tags_take_facts_at_first BEFORE INSERT ON "tags" FOR EACH ROW
WHEN (NEW.digest IS NOT NULL) EXECUTE FUNCTION tags_take_facts();
--> statement-breakpoint
-- Whatever else changes, a pointer without facts looks for them again: pointer and fact may have been written at the
-- same moment, when neither transaction saw the other.
CREATE TRIGGER tags_take_facts_again BEFORE UPDATE ON "tags" FOR EACH ROW
WHEN (NEW.digest IS DISTINCT FROM OLD.digest OR (NEW.digest IS NOT NULL AND NEW.kind IS NULL)) EXECUTE FUNCTION tags_take_facts();
--> statement-breakpoint
-- A fact that is new, or that is known better now (a child of an index was pushed), reaches the pointers on it.
CREATE FUNCTION manifests_give_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE tags SET kind = NEW.kind, total_size = NEW.total_size, created_at = NEW.created_at, platforms = NEW.platforms
	WHERE digest = NEW.digest
		AND (kind, total_size, created_at, platforms) IS DISTINCT FROM (NEW.kind, NEW.total_size, NEW.created_at, NEW.platforms);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER manifests_give_facts AFTER INSERT OR UPDATE OF kind, total_size, created_at, platforms ON "manifests" FOR EACH ROW
EXECUTE FUNCTION manifests_give_facts();
