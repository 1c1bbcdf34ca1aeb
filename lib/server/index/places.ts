import { sql } from 'drizzle-orm'
import type { Platform } from '#lib/engines/manifest/platform.ts'
import type { Runtime } from '../runtime.ts'
import { afterCursor, type Cursor, cursorValue, orderBy, type Sorting } from './keyset.ts'

/** Of one digest's tags in one repository, so many are named. */
const maxTags = 20

export interface HolderRow {
  readonly registry_id: string
  readonly repository: string
  readonly digest: string
  readonly is_in_index: boolean
  readonly tags: string[]
  readonly tag_count: number
  readonly seen_at: string | null
}

/** What of any registry has this digest: under a tag, in an index under a tag, or with no tag; one more than asked for where there are more. */
export async function readHolders({ store }: Runtime, digest: string, limit: number): Promise<HolderRow[]> {
  const { rows } = await store.db.execute<HolderRow & Record<string, unknown>>(sql`
    WITH tops AS (
      SELECT ${digest}::text AS top, false AS is_in_index
      UNION
      SELECT parent_digest, true FROM manifest_children WHERE child_digest = ${digest}
    ), tagged AS (
      SELECT t.registry_id, t.repository, t.digest, tops.is_in_index,
        (array_agg(t.name ORDER BY t.name ~ '^v?[0-9]' DESC, t.version_key DESC))[1:${sql.raw(String(maxTags))}] AS tags,
        count(*)::int AS tag_count, max(t.seen_at) AS seen_at
      FROM tops JOIN tags t ON t.digest = tops.top AND t.gone_at IS NULL AND NOT t.is_referrer
      WHERE NOT tops.is_in_index OR EXISTS (SELECT FROM repository_manifests h
        WHERE h.registry_id = t.registry_id AND h.repository = t.repository AND h.digest = ${digest} AND h.is_present)
      GROUP BY t.registry_id, t.repository, t.digest, tops.is_in_index
    ), untagged AS (
      SELECT h.registry_id, h.repository, h.digest, false AS is_in_index, '{}'::text[] AS tags, 0 AS tag_count, h.seen_at
      FROM repository_manifests h WHERE h.digest = ${digest} AND h.is_present AND NOT EXISTS (SELECT FROM tagged
        WHERE tagged.registry_id = h.registry_id AND tagged.repository = h.repository)
    )
    SELECT * FROM (SELECT * FROM tagged UNION ALL SELECT * FROM untagged) every_place
    ORDER BY registry_id COLLATE "C", repository COLLATE "C", is_in_index, digest LIMIT ${limit + 1}`)
  return rows
}

export interface SharingRow {
  readonly registry_id: string
  readonly repository: string
  readonly digest: string
  readonly tag: string
  readonly tag_count: number
  readonly shared_layers: number
  readonly shared_bytes: string | null
  readonly total_size: string | null
  readonly created_at: string | null
  readonly platforms: Platform[] | null
  readonly is_built_on_this: boolean
  readonly place: string
  readonly value: string | null
}

export interface Sharing {
  /** One more than asked for where there are more. */
  readonly rows: SharingRow[]
  readonly ownLayers: number
  readonly count: number
  /** There may be more, which nobody counted. */
  readonly isAtLeast: boolean
}

export const sharingSorting: Sorting = {
  id: 'sharedBytes',
  expression: sql`shared_bytes`,
  type: 'bigint',
  name: sql`place`,
}

/**
 * By each layer no more images than so many are found (the lowest one of a distribution is in all that a team has); of one
 * that is found, all shared layers count.
 */
const maxImagesOfLayer = 5_000

/**
 * One page of the images with tags that have layers of this one (of an index: of an image in it), in all registries; those
 * that share most bytes first. Itself, what is in it and the indexes that hold it are none of them.
 */
export async function readSharing(
  { store }: Runtime,
  digest: string,
  limit: number,
  cursor: Cursor | null,
  mostOfLayer = maxImagesOfLayer,
): Promise<Sharing> {
  const { rows } = await store.db.execute<{
    rows: SharingRow[] | null
    own_layers: number
    count: number
    most: number | null
  }>(sql`
    WITH mine AS (
      SELECT ${digest}::text AS image UNION SELECT child_digest FROM manifest_children WHERE parent_digest = ${digest}
    ), own AS (
      SELECT b.blob_digest, max(b.size_bytes) AS size_bytes FROM mine JOIN manifest_blobs b ON b.manifest_digest = mine.image
      WHERE b.role = 'layer' GROUP BY b.blob_digest
    ), found AS (
      SELECT own.blob_digest, other.image FROM own CROSS JOIN LATERAL (
        SELECT DISTINCT b.manifest_digest AS image FROM manifest_blobs b
        WHERE b.blob_digest = own.blob_digest AND b.role = 'layer' LIMIT ${mostOfLayer}) other
    ), shares AS (
      SELECT DISTINCT b.manifest_digest AS image, own.blob_digest, own.size_bytes
      FROM (SELECT DISTINCT image FROM found) candidates
      JOIN manifest_blobs b ON b.manifest_digest = candidates.image AND b.role = 'layer'
      JOIN own ON own.blob_digest = b.blob_digest
    ), tops AS (
      SELECT image AS top, blob_digest, size_bytes FROM shares
      UNION
      SELECT c.parent_digest, s.blob_digest, s.size_bytes FROM shares s JOIN manifest_children c ON c.child_digest = s.image
    ), weighed AS (
      SELECT top, count(*)::int AS shared_layers,
        CASE WHEN count(size_bytes) = count(*) THEN sum(size_bytes)::bigint END AS shared_bytes
      FROM tops
      WHERE top NOT IN (SELECT image FROM mine)
        AND top NOT IN (SELECT parent_digest FROM manifest_children WHERE child_digest = ${digest})
      GROUP BY top
    ), grouped AS (
      SELECT t.registry_id, t.repository, t.digest,
        concat(t.registry_id, '/', t.repository, '@', t.digest) COLLATE "C" AS place, w.shared_layers, w.shared_bytes,
        (array_agg(t.name ORDER BY t.name ~ '^v?[0-9]' DESC, t.version_key DESC))[1] AS tag, count(*)::int AS tag_count,
        max(t.total_size) AS total_size, max(t.created_at) AS created_at, (array_agg(t.platforms))[1] AS platforms
      FROM weighed w JOIN tags t ON t.digest = w.top AND t.gone_at IS NULL AND NOT t.is_referrer
      GROUP BY t.registry_id, t.repository, t.digest, w.shared_layers, w.shared_bytes
    ), page AS (
      SELECT *, ${cursorValue(sharingSorting)} AS value FROM grouped
      WHERE ${cursor ? afterCursor(sharingSorting, 'desc', cursor) : sql`true`}
      ORDER BY ${orderBy(sharingSorting, 'desc')} LIMIT ${limit + 1}
    ), told AS (
      SELECT page.*, EXISTS (SELECT FROM image_chains other
        WHERE (other.manifest_digest = page.digest
            OR other.manifest_digest IN (SELECT child_digest FROM manifest_children WHERE parent_digest = page.digest))
          AND other.prefixes && (SELECT coalesce(array_agg(chain), '{}') FROM image_chains
            WHERE manifest_digest IN (SELECT image FROM mine))) AS is_built_on_this
      FROM page
    )
    SELECT (SELECT json_agg(told ORDER BY ${orderBy(sharingSorting, 'desc')}) FROM told) AS rows,
      (SELECT count(*)::int FROM own) AS own_layers,
      (SELECT count(*)::int FROM grouped) AS count,
      (SELECT max(images)::int FROM (SELECT count(*) AS images FROM found GROUP BY blob_digest) each_layer) AS most`)
  const [found] = rows
  return {
    rows: found?.rows ?? [],
    ownLayers: found?.own_layers ?? 0,
    count: found?.count ?? 0,
    isAtLeast: (found?.most ?? 0) >= mostOfLayer,
  }
}
