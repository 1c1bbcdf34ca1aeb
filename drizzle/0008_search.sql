-- Trusted since PostgreSQL 13: the owner of the database may create it. What is missing is said before (lib/server/store/migrate.ts).
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE TABLE "label_texts" (
	"source" text NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"value" text COLLATE "C" NOT NULL,
	"value_text" text COLLATE "C" NOT NULL,
	"pair_text" text COLLATE "C" NOT NULL,
	"is_opaque" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "manifest_labels" (
	"manifest_digest" text NOT NULL,
	"source" text NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"value" text COLLATE "C" NOT NULL,
	CONSTRAINT "manifest_labels_manifest_digest_source_key_pk" PRIMARY KEY("manifest_digest","source","key")
);
--> statement-breakpoint
CREATE TABLE "search_backfills" (
	"name" text PRIMARY KEY NOT NULL,
	"cursor" text DEFAULT '' NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "search_words" (
	"word" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tag_names" (
	"name" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
-- The words of letters in a name: no numbers, and no piece of a hash.
CREATE FUNCTION search_words_of(name text) RETURNS SETOF text LANGUAGE sql IMMUTABLE STRICT AS $$
	SELECT word FROM regexp_split_to_table(name, '[^a-z0-9]+') AS word WHERE word ~ '^[a-z]{4,32}$' AND word !~ '^[a-f]+$'
$$;
--> statement-breakpoint
INSERT INTO tag_names (name) SELECT DISTINCT lower(name) FROM tags WHERE NOT is_referrer;
--> statement-breakpoint
INSERT INTO search_words (word)
SELECT w.word FROM tag_names, search_words_of(tag_names.name) AS w(word)
UNION SELECT w.word FROM repositories, search_words_of(repositories.name) AS w(word);
--> statement-breakpoint
CREATE INDEX "label_texts_pair" ON "label_texts" USING btree ("key","value","source");--> statement-breakpoint
CREATE INDEX "label_texts_value" ON "label_texts" USING btree ("value_text");--> statement-breakpoint
CREATE INDEX "label_texts_pair_text" ON "label_texts" USING btree ("pair_text");--> statement-breakpoint
CREATE INDEX "label_texts_trigrams" ON "label_texts" USING gin ("pair_text" gin_trgm_ops) WHERE not "label_texts"."is_opaque";--> statement-breakpoint
CREATE INDEX "manifest_labels_pair" ON "manifest_labels" USING btree ("key","value","source","manifest_digest");--> statement-breakpoint
CREATE INDEX "search_words_word" ON "search_words" USING btree ("word");--> statement-breakpoint
CREATE INDEX "search_words_trigrams" ON "search_words" USING gin ("word" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "tag_names_name" ON "tag_names" USING btree ("name");--> statement-breakpoint
CREATE INDEX "tag_names_trigrams" ON "tag_names" USING gin ("name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "repositories_name" ON "repositories" USING btree ("name");--> statement-breakpoint
CREATE INDEX "repositories_trigrams" ON "repositories" USING gin ("name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "tags_name" ON "tags" USING btree (lower("name"),"registry_id","repository") WHERE "tags"."gone_at" is null and not "tags"."is_referrer";
--> statement-breakpoint
-- What is new is added, each name once. `WHERE (SELECT …) IS NULL` and no unique index: two writers that add “latest” at
-- the same moment neither wait for one another nor end in a deadlock; that it is there twice then harms nobody. The
-- settings keep a plan made over an empty table from reading a full one from end to end.
CREATE FUNCTION search_learn_tags() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
	WITH fresh AS (
		INSERT INTO tag_names (name)
		SELECT DISTINCT lower(i.name) FROM inserted i
		WHERE NOT i.is_referrer AND (SELECT true FROM tag_names k WHERE k.name = lower(i.name) LIMIT 1) IS NULL
		RETURNING name
	)
	INSERT INTO search_words (word)
	SELECT DISTINCT w.word FROM fresh, search_words_of(fresh.name) AS w(word)
	WHERE (SELECT true FROM search_words k WHERE k.word = w.word COLLATE "C" LIMIT 1) IS NULL;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER search_learns_tags AFTER INSERT ON "tags" REFERENCING NEW TABLE AS inserted
FOR EACH STATEMENT EXECUTE FUNCTION search_learn_tags();
--> statement-breakpoint
CREATE FUNCTION search_learn_repositories() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
	INSERT INTO search_words (word)
	SELECT DISTINCT w.word FROM inserted i, search_words_of(i.name) AS w(word)
	WHERE (SELECT true FROM search_words k WHERE k.word = w.word COLLATE "C" LIMIT 1) IS NULL;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER search_learns_repositories AFTER INSERT ON "repositories" REFERENCING NEW TABLE AS inserted
FOR EACH STATEMENT EXECUTE FUNCTION search_learn_repositories();
--> statement-breakpoint
CREATE FUNCTION search_learn_labels() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
	WITH fresh AS (
		INSERT INTO label_texts (source, key, value, value_text, pair_text, is_opaque)
		SELECT DISTINCT i.source, i.key, i.value, lower(i.value), lower(i.key || '=' || i.value), i.value ~ '^([a-z0-9]+:)?[0-9a-fA-F]{12,}$'
		FROM inserted i
		WHERE (SELECT true FROM label_texts k WHERE k.key = i.key AND k.value = i.value AND k.source = i.source LIMIT 1) IS NULL
		RETURNING value_text, is_opaque
	)
	INSERT INTO search_words (word)
	SELECT DISTINCT w.word FROM fresh, search_words_of(fresh.value_text) AS w(word)
	WHERE NOT fresh.is_opaque AND (SELECT true FROM search_words k WHERE k.word = w.word COLLATE "C" LIMIT 1) IS NULL;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER search_learns_labels AFTER INSERT ON "manifest_labels" REFERENCING NEW TABLE AS inserted
FOR EACH STATEMENT EXECUTE FUNCTION search_learn_labels();
