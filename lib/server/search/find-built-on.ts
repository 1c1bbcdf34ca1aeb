import { sql } from 'drizzle-orm'
import { tagsCarrying } from './carriers.ts'
import { type HitRow, newestFirst, type SearchSession } from './session.ts'

const maxBases = 20
const maxImages = 200

/** Images that begin with all layers of these tags: what is built on them. `value` says on which. */
export function findBuiltOn(
  session: SearchSession,
  bases: readonly HitRow[],
  room: number,
): Promise<HitRow[]> {
  const known = bases.filter((base) => base.digest !== null).slice(0, maxBases)
  if (known.length === 0) return Promise.resolve([])
  const digests = sql.param(known.map((base) => base.digest))
  const names = sql.param(known.map((base) => `${base.repository}:${base.tag}`))
  return session.read(sql`
    WITH bases AS MATERIALIZED (
      SELECT DISTINCT ON (i.chain) i.chain, base.name
      FROM unnest(${digests}::text[], ${names}::text[]) WITH ORDINALITY AS base(digest, name, at)
      JOIN image_chains i ON i.manifest_digest IN (
        SELECT base.digest UNION ALL SELECT c.child_digest FROM manifest_children c WHERE c.parent_digest = base.digest)
      ORDER BY i.chain, base.at
    ), images AS MATERIALIZED (
      SELECT bases.name, i.manifest_digest FROM bases
      JOIN image_chains i ON i.prefixes @> ARRAY[bases.chain] LIMIT ${maxImages}
    )
    SELECT * FROM (
      SELECT DISTINCT ON (f.registry_id, f.repository, f.tag) f.*, 'layers' AS key, images.name AS value, 0 AS quality
      FROM images CROSS JOIN ${tagsCarrying(sql`images.manifest_digest`, session.registryIds)}
      ORDER BY f.registry_id, f.repository, f.tag, images.name
    ) built ORDER BY ${newestFirst} LIMIT ${room}`)
}
