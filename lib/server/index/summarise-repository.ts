import { sql } from 'drizzle-orm'
import type { Place } from './place.ts'

/** Brings what the list of repositories shows of one (count, distinct bytes, newest date) up to what its tags say now. */
export async function summariseRepository({ runtime, registry, repository }: Place): Promise<void> {
  const [id, name] = [registry.settings.id, repository]
  await runtime.store.db.execute(sql`
    WITH RECURSIVE live AS (
      SELECT t.name, t.digest, t.problem, t.is_referrer, m.total_size, m.created_at
      FROM tags t LEFT JOIN manifests m ON m.digest = t.digest
      WHERE t.registry_id = ${id} AND t.repository = ${name} AND t.gone_at IS NULL
    ), tree(digest) AS (
      SELECT digest FROM live WHERE digest IS NOT NULL AND NOT is_referrer
      UNION
      SELECT c.child_digest FROM manifest_children c JOIN tree ON c.parent_digest = tree.digest
    ), blobs AS (
      SELECT max(b.size_bytes) AS size FROM manifest_blobs b JOIN tree ON b.manifest_digest = tree.digest GROUP BY b.blob_digest
    )
    UPDATE repositories SET
      tag_count = (SELECT count(*) FROM live WHERE NOT is_referrer),
      size_bytes = CASE
        WHEN EXISTS (SELECT FROM live WHERE NOT is_referrer AND ((digest IS NULL AND problem IS NULL) OR (digest IS NOT NULL AND total_size IS NULL)))
        THEN NULL ELSE (SELECT CASE WHEN sum(size) > ${Number.MAX_SAFE_INTEGER}::bigint THEN NULL ELSE coalesce(sum(size), 0) END FROM blobs) END,
      last_pushed_at = (SELECT max(created_at) FROM live WHERE NOT is_referrer)
    WHERE registry_id = ${id} AND name = ${name}`)
}
