import { sql } from 'drizzle-orm'
import { tagsCarrying } from './carriers.ts'
import {
  type HitRow,
  inRegistries,
  liveRepository,
  newestFirst,
  type SearchSession,
  tagColumns,
} from './session.ts'

/** Blobs of this many images are followed: a layer may be in all of them. */
const maxManifests = 50

/**
 * What a digest or its beginning names: manifests, with a tag where one points to them, and images by the digest of their
 * config (`docker images` shows that one) or of a layer.
 */
export async function findDigests(session: SearchSession, digest: string, room: number): Promise<HitRow[]> {
  const range = (column: ReturnType<typeof sql>) =>
    sql`${column} >= ${digest} AND ${column} < ${`${digest}g`}`
  const ids = session.registryIds
  const manifests = await session.read(sql`
    SELECT DISTINCT ON (registry_id, repository, digest) found.*, NULL AS key, NULL AS value,
      CASE WHEN digest = ${digest} THEN 0 ELSE 1 END AS quality
    FROM (
      (SELECT ${tagColumns} FROM tags t
      JOIN repositories r ON r.registry_id = t.registry_id AND r.name = t.repository AND ${liveRepository}
      WHERE ${range(sql`t.digest`)} AND t.gone_at IS NULL AND ${inRegistries(sql`t.registry_id`, ids)} LIMIT ${room * 4})
      UNION ALL
      (SELECT p.registry_id, p.repository, NULL, p.digest, m.kind, m.total_size, m.created_at, NULL, NULL
      FROM repository_manifests p
      JOIN repositories r ON r.registry_id = p.registry_id AND r.name = p.repository AND ${liveRepository}
      LEFT JOIN manifests m ON m.digest = p.digest
      WHERE ${range(sql`p.digest`)} AND p.is_present AND ${inRegistries(sql`p.registry_id`, ids)} LIMIT ${room})
    ) found
    ORDER BY registry_id, repository, digest, tag IS NULL, coalesce(pushed_at, created_at) DESC NULLS LAST LIMIT ${room}`)
  if (manifests.length >= room) return manifests
  const blobs = await session.read(sql`
    SELECT f.*, b.role AS key, b.blob_digest AS value, CASE WHEN b.blob_digest = ${digest} THEN 0 ELSE 1 END AS quality
    FROM (
      SELECT DISTINCT manifest_digest, role, blob_digest FROM (
        SELECT manifest_digest, role, blob_digest FROM manifest_blobs b WHERE ${range(sql`b.blob_digest`)}
        LIMIT ${maxManifests}) few
    ) b CROSS JOIN ${tagsCarrying(sql`b.manifest_digest`, ids)}
    ORDER BY quality, ${newestFirst} LIMIT ${room - manifests.length}`)
  return [...manifests, ...blobs]
}
