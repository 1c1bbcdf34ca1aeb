import { sql } from 'drizzle-orm'
import type { Place } from './place.ts'

/** Distinct bytes of a repository as far as its tags are known, and those that no other of the registry holds. */
export async function readRepositorySizes({ runtime, registry, repository }: Place) {
  const id = registry.settings.id
  const { rows } = await runtime.store.db.execute<{
    total: string
    unique: string
    unknown: number
    complete: boolean
  }>(sql`
    SELECT coalesce(sum(h.size_bytes), 0) AS total,
      coalesce(sum(h.size_bytes) FILTER (WHERE NOT EXISTS (
        SELECT FROM repository_blobs o JOIN repositories r ON r.registry_id = o.registry_id AND r.name = o.repository
        WHERE o.registry_id = ${id} AND o.blob_digest = h.blob_digest AND o.repository <> ${repository}
          AND (r.missing_since IS NULL OR r.source = 'configured')
      )), 0) AS unique,
      coalesce((SELECT unknown_tags FROM repositories WHERE registry_id = ${id} AND name = ${repository}), 0) AS unknown,
      NOT EXISTS (SELECT FROM repositories WHERE registry_id = ${id} AND missing_since IS NULL
        AND (unknown_tags > 0 OR tag_count IS NULL)) AS complete
    FROM repository_blobs h WHERE h.registry_id = ${id} AND h.repository = ${repository}`)
  const row = rows[0]
  const exact = (bytes: string | undefined) => Math.min(Number(bytes ?? 0), Number.MAX_SAFE_INTEGER)
  return {
    total: exact(row?.total),
    unique: exact(row?.unique),
    unknownTags: row?.unknown ?? 0,
    /** Whether all tags of all repositories are known: else something may hold what looks unique. */
    isRegistryComplete: row?.complete ?? false,
  }
}
