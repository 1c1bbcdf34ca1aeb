import { sql } from 'drizzle-orm'
import type { Place } from './place.ts'

/** Bytes of distinct blobs, as far as the other tags are known. */
export interface ImageSizes {
  /** What no tag on another digest in this repository holds. */
  readonly uniqueInRepository: number
  /** Of that: what no other repository of the registry holds. */
  readonly uniqueInRegistry: number
  /** How many tags of the repository could hold some of it, for all that is known. */
  readonly unknownTags: number
  /** The same for the registry; repositories that nobody has listed count as one. */
  readonly unknownInRegistry: number
}

/** null for what no tag of the repository is on: nothing says whom it is shared with. */
export async function readImageSizes(
  { runtime, registry, repository }: Place,
  digest: string,
): Promise<ImageSizes | null> {
  const id = registry.settings.id
  const { rows } = await runtime.store.db.execute<{
    unique_here: string
    unique_anywhere: string
    is_tagged: boolean
    unknown: number
    unknown_anywhere: string
  }>(sql`
    WITH RECURSIVE tree(digest) AS (
      SELECT ${digest}::text
      UNION
      SELECT c.child_digest FROM tree CROSS JOIN LATERAL (
        SELECT child_digest FROM manifest_children WHERE parent_digest = tree.digest OFFSET 0) c
    ), blobs AS (
      SELECT DISTINCT b.blob_digest FROM tree CROSS JOIN LATERAL (
        SELECT blob_digest FROM manifest_blobs WHERE manifest_digest = tree.digest OFFSET 0) b
    ), alone AS (
      SELECT h.size_bytes, EXISTS (
        SELECT FROM repository_blobs o JOIN repositories r ON r.registry_id = o.registry_id AND r.name = o.repository
        WHERE o.registry_id = ${id} AND o.blob_digest = h.blob_digest AND o.repository <> ${repository}
          AND (r.missing_since IS NULL OR r.source = 'configured')
      ) AS is_elsewhere
      FROM blobs JOIN repository_blobs h ON h.registry_id = ${id} AND h.repository = ${repository}
        AND h.blob_digest = blobs.blob_digest AND NOT h.is_shared
    )
    SELECT
      (SELECT coalesce(sum(size_bytes), 0) FROM alone) AS unique_here,
      (SELECT coalesce(sum(size_bytes), 0) FROM alone WHERE NOT is_elsewhere) AS unique_anywhere,
      EXISTS (SELECT FROM tags WHERE registry_id = ${id} AND repository = ${repository} AND digest = ${digest}
        AND gone_at IS NULL AND NOT is_referrer) AS is_tagged,
      coalesce((SELECT unknown_tags FROM repositories WHERE registry_id = ${id} AND name = ${repository}), 0) AS unknown,
      (SELECT coalesce(sum(unknown_tags), 0) + count(*) FILTER (WHERE tag_count IS NULL)
        FROM repositories WHERE registry_id = ${id} AND missing_since IS NULL) AS unknown_anywhere`)
  const row = rows[0]
  if (!row?.is_tagged) return null
  return {
    uniqueInRepository: Number(row.unique_here),
    uniqueInRegistry: Number(row.unique_anywhere),
    unknownTags: row.unknown,
    unknownInRegistry: Number(row.unknown_anywhere),
  }
}
