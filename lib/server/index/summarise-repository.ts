import { sql } from 'drizzle-orm'
import type { Place, RegistryPlace } from './place.ts'

/** Brings what the list of repositories shows of one (count, distinct bytes, newest date) up to what its tags say now. */
export const summariseRepository = (place: Place): Promise<void> =>
  summariseRepositories(place, [place.repository])

/** The same for many at once. Only what has changed is written. */
export async function summariseRepositories(
  { runtime, registry }: RegistryPlace,
  names: readonly string[],
): Promise<void> {
  const id = registry.settings.id
  await runtime.store.db.execute(sql`
    WITH RECURSIVE live AS (
      SELECT t.repository, t.name, t.digest, t.problem, t.is_referrer, t.total_size, t.created_at
      FROM tags t WHERE t.registry_id = ${id} AND t.repository = ANY(${sql.param(names)}::text[]) AND t.gone_at IS NULL
    ), tree(repository, digest) AS (
      SELECT repository, digest FROM live WHERE digest IS NOT NULL AND NOT is_referrer
      UNION
      SELECT tree.repository, c.child_digest FROM manifest_children c JOIN tree ON c.parent_digest = tree.digest
    ), sizes AS (
      SELECT repository, sum(size) AS bytes FROM (
        SELECT tree.repository, max(b.size_bytes) AS size
        FROM manifest_blobs b JOIN tree ON b.manifest_digest = tree.digest GROUP BY tree.repository, b.blob_digest
      ) blobs GROUP BY repository
    ), counts AS (
      SELECT repository, count(*) AS tags, max(created_at) AS newest,
        bool_or((digest IS NULL AND problem IS NULL) OR (digest IS NOT NULL AND total_size IS NULL)) AS is_open
      FROM live WHERE NOT is_referrer GROUP BY repository
    ), summary AS (
      SELECT named.repository, coalesce(c.tags, 0) AS tags, c.newest,
        CASE WHEN coalesce(c.is_open, false) OR s.bytes > ${Number.MAX_SAFE_INTEGER}::bigint THEN NULL
          ELSE coalesce(s.bytes, 0)::bigint END AS bytes
      FROM unnest(${sql.param(names)}::text[]) AS named(repository)
      LEFT JOIN counts c ON c.repository = named.repository LEFT JOIN sizes s ON s.repository = named.repository
    )
    UPDATE repositories r SET tag_count = s.tags, size_bytes = s.bytes, last_pushed_at = s.newest
    FROM summary s WHERE r.registry_id = ${id} AND r.name = s.repository
      AND (r.tag_count, r.size_bytes, r.last_pushed_at) IS DISTINCT FROM (s.tags::int, s.bytes, s.newest)`)
}
