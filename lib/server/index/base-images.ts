import { type SQL, sql } from 'drizzle-orm'
import type { BaseCandidate } from '#lib/engines/layers/base-image.ts'
import type { Platform } from '#lib/engines/manifest/platform.ts'
import type { Runtime } from '../runtime.ts'
import { afterCursor, type Cursor, type Sorting } from './keyset.ts'

/** Of the images with the most layers in common; a base that thousands of tags are on is decided among so many. */
const maxCandidates = 500

/** Where an image is that has a tag: by itself, or as a child of an index; only where its repository was seen to have it. */
const taggedImages = (images: SQL): SQL => sql`
  images AS (${images}), tops AS (
    SELECT image, image AS top FROM images
    UNION ALL
    SELECT image, c.parent_digest FROM images JOIN manifest_children c ON c.child_digest = image
  ), tagged AS (
    SELECT tops.image, t.* FROM tops JOIN tags t ON t.digest = tops.top AND t.gone_at IS NULL AND NOT t.is_referrer
    WHERE EXISTS (SELECT FROM repository_manifests h WHERE h.registry_id = t.registry_id AND h.repository = t.repository
      AND h.digest = tops.image AND h.is_present)
  )`

/** Tags on images whose layers are all the lowest layers of this one, the most layers first. */
export async function readBaseCandidates({ store }: Runtime, digest: string): Promise<BaseCandidate[]> {
  const { rows } = await store.db.execute<{
    registry_id: string
    repository: string
    name: string
    version_key: string
    digest: string
    image: string
    depth: number
  }>(sql`
    WITH ${taggedImages(sql`
      SELECT b.manifest_digest AS image FROM image_chains b
      WHERE b.chain = ANY((SELECT prefixes FROM image_chains WHERE manifest_digest = ${digest})::uuid[])`)}
    SELECT tagged.registry_id, tagged.repository, tagged.name, tagged.version_key, tagged.digest, image, b.depth
    FROM tagged JOIN image_chains b ON b.manifest_digest = image
    ORDER BY b.depth DESC, tagged.repository LIKE 'library/%' DESC, tagged.name ~ '^v?[0-9]' DESC, tagged.version_key DESC
    LIMIT ${maxCandidates}`)
  return rows.map((row) => ({
    registry: row.registry_id,
    repository: row.repository,
    tag: row.name,
    versionKey: row.version_key,
    digest: row.digest,
    image: row.image,
    depth: row.depth,
  }))
}

/** The images that are built on this one, or on an image in this index; no more than so many are looked at. */
const derivedImages = (digest: string, limit: number): SQL =>
  taggedImages(sql`
    SELECT manifest_digest AS image FROM image_chains WHERE prefixes && (
      SELECT coalesce(array_agg(chain), '{}') FROM image_chains WHERE manifest_digest = ${digest}
        OR manifest_digest IN (SELECT child_digest FROM manifest_children WHERE parent_digest = ${digest})
    ) LIMIT ${limit}`)

export interface DerivedCount {
  readonly count: number
  /** There are more, which nobody counted. */
  readonly isAtLeast: boolean
}

/** How many images (digests with a tag, in one repository each) are built on this one. */
export async function countDerived({ store }: Runtime, digest: string, limit = 2_000): Promise<DerivedCount> {
  const { rows } = await store.db.execute<{ count: string; looked: string }>(sql`
    WITH ${derivedImages(digest, limit)}
    SELECT (SELECT count(*) FROM (SELECT DISTINCT registry_id, repository, digest FROM tagged) d) AS count,
      (SELECT count(*) FROM images) AS looked`)
  return { count: Number(rows[0]?.count ?? 0), isAtLeast: Number(rows[0]?.looked ?? 0) >= limit }
}

export interface DerivedRow {
  readonly registry_id: string
  readonly repository: string
  readonly digest: string
  readonly tag: string
  readonly tag_count: number
  readonly total_size: string | null
  readonly created_at: string | null
  readonly platforms: Platform[] | null
  readonly place: string
}

export const derivedSorting: Sorting = {
  id: 'place',
  expression: sql`place`,
  type: 'text',
  name: sql`digest`,
}
const maxListed = 20_000

/** One page of them, by registry and repository; one more than asked for where there are more. */
export async function readDerived(
  { store }: Runtime,
  digest: string,
  limit: number,
  cursor: Cursor | null,
): Promise<DerivedRow[]> {
  const { rows } = await store.db.execute<DerivedRow & Record<string, unknown>>(sql`
    WITH ${derivedImages(digest, maxListed)}, grouped AS (
      SELECT registry_id, repository, digest, concat(registry_id, '/', repository) COLLATE "C" AS place,
        (array_agg(name ORDER BY name ~ '^v?[0-9]' DESC, version_key DESC))[1] AS tag, count(DISTINCT name)::int AS tag_count,
        max(total_size) AS total_size, max(created_at) AS created_at, (array_agg(platforms))[1] AS platforms
      FROM tagged GROUP BY registry_id, repository, digest
    )
    SELECT * FROM grouped WHERE ${cursor ? afterCursor(derivedSorting, 'asc', cursor) : sql`true`}
    ORDER BY place, digest LIMIT ${limit + 1}`)
  return rows
}
