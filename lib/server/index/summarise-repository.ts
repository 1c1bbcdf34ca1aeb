import { sql } from 'drizzle-orm'
import type { Store } from '../store/store.ts'
import type { Place, RegistryPlace } from './place.ts'
import { tellRepositories, tellTags } from './tell.ts'

/** Brings what is kept of a repository as a whole up to what its tags say now: counts, distinct blobs, newest date. */
export async function summariseRepository(place: Place): Promise<void> {
  await summariseRepositories(place, [place.repository])
  tellTags(place)
  tellRepositories(place.runtime, place.registry.settings.id)
}

/** The same for many at once, which costs far less than one each; whoever reads so many tells of it. */
export const summariseRepositories = (
  { runtime, registry }: RegistryPlace,
  names: readonly string[],
): Promise<void> => summarise(runtime.store, registry.settings.id, names)

/** The same for a registry that need not be connected. Of what has not changed nothing is written. */
export async function summarise(
  store: Pick<Store, 'db'>,
  registryId: string,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return
  const which = sql`registry_id = ${registryId} AND repository = ANY(${sql.param(names)}::text[])`
  await store.db.transaction(async (tx) => {
    // One after the other: what began earlier must not write over what has seen more.
    await tx.execute(sql`
      SELECT FROM repositories WHERE registry_id = ${registryId} AND name = ANY(${sql.param(names)}::text[])
      ORDER BY name FOR NO KEY UPDATE`)
    await tx.execute(sql`
      WITH RECURSIVE live AS (
        SELECT repository, digest, total_size, created_at,
          CASE WHEN digest IS NULL THEN problem ->> 'code' IS DISTINCT FROM 'manifest_not_found' ELSE total_size IS NULL END AS is_unknown
        FROM tags WHERE ${which} AND gone_at IS NULL AND NOT is_referrer
      ), tree(repository, root, digest) AS (
        SELECT DISTINCT repository, digest, digest FROM live WHERE digest IS NOT NULL
        UNION
        SELECT tree.repository, tree.root, c.child_digest FROM tree
        CROSS JOIN LATERAL (SELECT child_digest FROM manifest_children WHERE parent_digest = tree.digest OFFSET 0) c
      ), blobs AS (
        SELECT tree.repository, b.blob_digest, coalesce(max(b.size_bytes), 0) AS size_bytes, min(tree.root) <> max(tree.root) AS is_shared
        FROM tree
        CROSS JOIN LATERAL (SELECT blob_digest, size_bytes FROM manifest_blobs WHERE manifest_digest = tree.digest OFFSET 0) b
        GROUP BY tree.repository, b.blob_digest
      ), kept AS (SELECT * FROM repository_blobs WHERE ${which}
      ), written AS (
        INSERT INTO repository_blobs (registry_id, repository, blob_digest, size_bytes, is_shared)
        SELECT ${registryId}, repository, blob_digest, b.size_bytes, b.is_shared
        FROM blobs b LEFT JOIN kept k USING (repository, blob_digest)
        WHERE (k.size_bytes, k.is_shared) IS DISTINCT FROM (b.size_bytes, b.is_shared)
        ON CONFLICT (registry_id, repository, blob_digest)
        DO UPDATE SET size_bytes = excluded.size_bytes, is_shared = excluded.is_shared
        RETURNING repository
      ), removed AS (
        DELETE FROM repository_blobs WHERE ${which} AND (repository, blob_digest) IN (
          SELECT repository, blob_digest FROM kept EXCEPT SELECT repository, blob_digest FROM blobs)
        RETURNING repository
      ), changed AS (SELECT repository FROM written UNION SELECT repository FROM removed
      ), sums AS (
        SELECT repository, sum(size_bytes) AS size FROM blobs GROUP BY repository
      ), counts AS (
        SELECT repository, count(*) AS tags, count(*) FILTER (WHERE is_unknown) AS unknown, max(created_at) AS newest
        FROM live GROUP BY repository
      ), summary AS (
        SELECT name, coalesce(unknown, 0)::int AS unknown, newest,
          -- Where the names could never be read, none known is not none.
          CASE WHEN is_listed OR coalesce(tags, 0) > 0 THEN coalesce(tags, 0)::int END AS tags,
          least(coalesce(size, 0), ${Number.MAX_SAFE_INTEGER}::bigint)::bigint AS known,
          CASE WHEN NOT (is_listed OR coalesce(tags, 0) > 0) OR unknown > 0 OR size > ${Number.MAX_SAFE_INTEGER}::bigint THEN NULL ELSE coalesce(size, 0)::bigint END AS size,
          changed.repository IS NOT NULL AS is_changed
        FROM (SELECT name, tags_listed_at IS NOT NULL AS is_listed FROM repositories
          WHERE registry_id = ${registryId} AND name = ANY(${sql.param(names)}::text[])) named
        LEFT JOIN counts ON counts.repository = named.name
        LEFT JOIN sums ON sums.repository = named.name
        LEFT JOIN changed ON changed.repository = named.name
      )
      UPDATE repositories r SET
        tag_count = s.tags, unknown_tags = s.unknown, known_size_bytes = s.known, size_bytes = s.size, last_pushed_at = s.newest,
        blobs_version = r.blobs_version + CASE WHEN r.blobs_version = 0 OR s.is_changed THEN 1 ELSE 0 END
      FROM summary s
      WHERE r.registry_id = ${registryId} AND r.name = ANY(${sql.param(names)}::text[]) AND r.name = s.name AND (r.blobs_version = 0 OR s.is_changed
        OR (r.tag_count, r.unknown_tags, r.known_size_bytes, r.size_bytes, r.last_pushed_at)
          IS DISTINCT FROM (s.tags, s.unknown, s.known, s.size, s.newest))`)
  })
}
