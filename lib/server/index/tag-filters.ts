import { type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Moment } from '#lib/api/filters.ts'
import type { TagFilters as Schema } from '#lib/api/tags.ts'
import { nameCondition } from './name-matches.ts'
import type { Place } from './place.ts'
import { storable } from './storable.ts'
import { isBroken, isUnresolved, kind } from './tag-sorts.ts'

export type TagFilters = Partial<z.output<typeof Schema>> & { readonly q?: string | undefined }

/** What it depends on whether anybody can tell something of the tags of a registry. */
export interface Knowledge {
  /** With a referrers API a signature leaves no tag: having seen none says nothing. null: nobody has tried. */
  readonly hasReferrersApi: boolean | null
  /** The registry was heard to tell of a pull. */
  readonly tellsPulls: boolean
}

export async function readKnowledge({ runtime, registry }: Place): Promise<Knowledge> {
  const id = registry.settings.id
  const { rows } = await runtime.store.db.execute<{ referrers: string | null; tells: boolean }>(sql`
    SELECT (SELECT capabilities ->> 'referrers' FROM registry_states WHERE registry_id = ${id}) AS referrers,
      EXISTS (SELECT FROM repositories WHERE registry_id = ${id} AND last_pulled_at IS NOT NULL) AS tells`)
  const said = rows[0]?.referrers ?? null
  return { hasReferrersApi: said === null ? null : said === 'true', tellsPulls: rows[0]?.tells ?? false }
}

/**
 * Whether this repository is known to hold a signature of the digest of `t`: cosign's tag, or a manifest about it.
 * `digests` is a query for the only ones that are asked about.
 *
 * `IN (…) IS TRUE` is looked up in a hash that is made once. As a join it would be left to the statistics, and where the
 * database has none yet (a first walk has only just ended) it reads the whole repository again for each tag.
 */
export function isSigned(
  { registry, repository }: Place,
  { hasReferrersApi }: Knowledge,
  digests?: SQL,
): SQL {
  const here = sql`registry_id = ${registry.settings.id} AND repository = ${repository}`
  const asked = digests ? sql` AND s.subject_digest = ANY(ARRAY(${digests}))` : sql``
  return sql`CASE WHEN t.digest IS NULL THEN NULL
    WHEN (t.digest IN (
      SELECT replace(left(name, -4), '-', ':') FROM tags
      WHERE ${here} AND gone_at IS NULL AND is_referrer AND name LIKE '%.sig')) IS TRUE
    OR (t.digest IN (
      SELECT s.subject_digest FROM (
        SELECT s.digest, s.subject_digest FROM manifests s
        WHERE s.kind = 'signature' AND s.subject_digest IS NOT NULL${asked} OFFSET 0) s
      WHERE EXISTS (SELECT FROM repository_manifests r WHERE ${here} AND r.digest = s.digest AND r.is_present OFFSET 0)
    )) IS TRUE
    THEN true ELSE ${hasReferrersApi === false ? sql`false` : sql`NULL::boolean`} END`
}

/** `linux/arm64` matches `linux/arm64/v8`; a word alone is an operating system or an architecture. */
function hasPlatform(text: string): SQL {
  const [first = '', architecture, variant] = storable(text).split('/')
  const containing = (part: object) => sql`t.platforms @> ${JSON.stringify([part])}::jsonb`
  if (architecture === undefined)
    return sql`(${containing({ os: first })} OR ${containing({ architecture: first })})`
  return containing({ os: first, architecture, ...(variant === undefined ? {} : { variant }) })
}

export const timeOf = (moment: Moment) =>
  ('at' in moment ? moment.at : new Date(Date.now() - moment.agoMs)).toISOString()

/**
 * The conditions on a row `t` of `tags`. Each is true, false, or NULL where what it asks for is not known: their
 * conjunction is NULL exactly for the tags that might match if more was known.
 */
export async function tagConditions(
  place: Place,
  filters: TagFilters,
  { tellsPulls }: Knowledge,
): Promise<SQL[]> {
  const { digest, olderThan, newerThan, minSize, maxSize, broken, signed, neverPulled } = filters
  const conditions: SQL[] = []
  if (filters.q) conditions.push(await nameCondition(place, filters.q, filters.match ?? 'text'))
  // A broken tag is on none, and that is known.
  if (digest) conditions.push(sql`CASE WHEN ${isBroken} THEN false ELSE t.digest = ${digest} END`)
  if (filters.kind?.length) conditions.push(sql`(${kind}) = ANY(${sql.param(filters.kind)}::text[])`)
  if (filters.platform?.length)
    conditions.push(sql`(${sql.join(filters.platform.map(hasPlatform), sql` OR `)})`)
  if (olderThan) conditions.push(sql`t.created_at < ${timeOf(olderThan)}::timestamptz`)
  if (newerThan) conditions.push(sql`t.created_at >= ${timeOf(newerThan)}::timestamptz`)
  if (minSize !== undefined) conditions.push(sql`t.total_size >= ${minSize}::bigint`)
  if (maxSize !== undefined) conditions.push(sql`t.total_size <= ${maxSize}::bigint`)
  if (broken !== undefined)
    conditions.push(sql`(CASE WHEN ${isUnresolved} THEN NULL ELSE ${isBroken} END) = ${broken}`)
  if (signed !== undefined) conditions.push(sql`t.signed = ${signed}`)
  if (neverPulled !== undefined) {
    const isNeverPulled = sql`t.pulled_at IS NULL`
    conditions.push(tellsPulls ? sql`(${isNeverPulled}) = ${neverPulled}` : sql`NULL::boolean`)
  }
  return conditions
}

/** Whether a filter can only be answered once every tag was looked up. */
export const filtersByDetails = (f: TagFilters) =>
  Boolean(f.digest || f.kind?.length || f.platform?.length || f.olderThan || f.newerThan) ||
  [f.minSize, f.maxSize, f.broken, f.signed].some((value) => value !== undefined)
