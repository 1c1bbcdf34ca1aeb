ALTER TABLE "audit" ADD COLUMN "policy" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "previous_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "audit_actor" ON "audit" USING btree ("actor","id");--> statement-breakpoint
CREATE INDEX "audit_digest" ON "audit" USING btree ("digest","id");--> statement-breakpoint
CREATE UNIQUE INDEX "policy_runs_under_way" ON "policy_runs" USING btree ("policy_id") WHERE "policy_runs"."state" in ('queued', 'running');--> statement-breakpoint
ALTER TABLE "policy_runs" DROP COLUMN "deletions";
-- What is hashed of a row: a JSON array as PostgreSQL writes one, so that anybody can make it again (scripts/audit-verify.ts).
CREATE FUNCTION audit_content(a audit) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT json_build_array(a.id, to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), a.actor, a.action, a.phase,
		a.operation, a.registry, a.repository, a.tag, a.digest, a.method, a.detail, a.request_id, a.policy)::text
$$;
CREATE FUNCTION audit_hash(previous text, a audit) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT encode(sha256(convert_to(previous || audit_content(a), 'UTF8')), 'hex')
$$;
-- The rows that there are.
ALTER TABLE "audit" DISABLE TRIGGER USER;
DO $$
DECLARE
	r audit;
	previous text := repeat('0', 64);
BEGIN
	FOR r IN SELECT * FROM audit ORDER BY id LOOP
		UPDATE audit SET previous_hash = previous, hash = audit_hash(previous, r) WHERE id = r.id RETURNING hash INTO previous;
	END LOOP;
END
$$;
ALTER TABLE "audit" ENABLE TRIGGER USER;
-- Whoever writes waits for the one before: the lock lasts until that one's row can be seen. Ids follow the chain.
CREATE FUNCTION chain_audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	last_id bigint;
	last_hash text;
BEGIN
	PERFORM pg_advisory_xact_lock(1886351988, 4);
	SELECT id, hash INTO last_id, last_hash FROM audit ORDER BY id DESC LIMIT 1;
	NEW.id := coalesce(last_id, 0) + 1;
	NEW.previous_hash := coalesce(last_hash, repeat('0', 64));
	NEW.hash := audit_hash(NEW.previous_hash, NEW);
	RETURN NEW;
END
$$;
CREATE TRIGGER audit_is_chained BEFORE INSERT ON "audit" FOR EACH ROW EXECUTE FUNCTION chain_audit();
