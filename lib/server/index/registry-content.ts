import { sql } from 'drizzle-orm'
import type { Holding } from '#lib/engines/sizes/attribution.ts'
import type { RegistryContent } from '#lib/engines/sizes/size-tree.ts'
import type { Database } from '../store/store.ts'

/** What is there: what the catalog has lost is not, unless the configuration names it. */
const isThere = sql`(r.missing_since IS NULL OR r.source = 'configured')`

/** Where the bytes of a registry are, as far as its tags are known: one pass over its distinct blobs, one over those shared. */
export async function readRegistryContent(db: Database, registryId: string): Promise<RegistryContent> {
  return db.transaction(
    async (tx) => {
      const repositories = await tx.execute<{
        name: string
        total: string
        unknown: number
        listed: boolean
      }>(
        sql`SELECT name, known_size_bytes AS total, unknown_tags AS unknown, tag_count IS NOT NULL AS listed
          FROM repositories r WHERE registry_id = ${registryId} AND ${isThere}`,
      )
      // First the bytes by who holds them, then those that are shared across the border of a namespace.
      const { rows } = await tx.execute<{ first: string; last: string | null; bytes: string }>(sql`
        WITH held AS MATERIALIZED (
          SELECT b.repository, b.blob_digest, b.size_bytes FROM repository_blobs b
          JOIN repositories r ON r.registry_id = b.registry_id AND r.name = b.repository AND ${isThere}
          WHERE b.registry_id = ${registryId}
        ), blobs AS MATERIALIZED (
          SELECT blob_digest, min(repository) AS first, max(repository) AS last, max(size_bytes) AS size
          FROM held GROUP BY blob_digest
        ), above AS (
          SELECT r.name, array_to_string(segments[1:level], '/') || '/' AS path
          FROM repositories r, string_to_array(r.name, '/') AS segments, generate_series(1, cardinality(segments) - 1) AS level
          WHERE r.registry_id = ${registryId} AND strpos(r.name, '/') > 0
        )
        SELECT first, last, sum(size) AS bytes FROM blobs GROUP BY first, last
        UNION ALL
        SELECT path, NULL, sum(size) FROM (
          SELECT DISTINCT above.path, blobs.blob_digest, blobs.size
          FROM blobs JOIN held USING (blob_digest) JOIN above ON above.name = held.repository
          WHERE blobs.first <> blobs.last AND NOT (starts_with(blobs.first, above.path) AND starts_with(blobs.last, above.path))
        ) shared GROUP BY path`)
      return {
        repositories: repositories.rows.map(({ name, total, unknown, listed }) => ({
          name,
          total: Number(total),
          unknownTags: unknown,
          isListed: listed,
        })),
        holdings: rows.flatMap(({ first, last, bytes }): Holding[] =>
          last === null ? [] : [{ first, last, bytes: Number(bytes) }],
        ),
        sharedOutside: new Map(
          rows.flatMap(({ first, last, bytes }) => (last === null ? [[first, Number(bytes)]] : [])),
        ),
      }
    },
    // One moment for both: a repository that is summarised in between must not tear them apart.
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

/** Changes whenever a size within the registry does, also for a registry that was removed and added again. */
export async function readContentVersion(db: Database, registryId: string): Promise<string> {
  const { rows } = await db.execute<{ version: string }>(sql`
    SELECT concat_ws('/', count(*), sum(blobs_version), sum(unknown_tags), count(tag_count), max(first_seen_at)) AS version
    FROM repositories r WHERE registry_id = ${registryId} AND ${isThere}`)
  return rows[0]?.version ?? ''
}
