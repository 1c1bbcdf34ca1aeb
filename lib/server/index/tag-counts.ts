import { type SQL, sql } from 'drizzle-orm'
import type { Facet } from '#lib/api/filters.ts'
import type { Place } from './place.ts'
import { isBroken, isUnresolved, kind } from './tag-sorts.ts'

interface Shown {
  readonly referrers: boolean
  readonly group?: 'digest' | undefined
}

/** How many tags there are, how much is known of them, and how many match: one walk over the repository's tags. */
export async function countTags(
  { runtime }: Place,
  from: SQL,
  conditions: readonly SQL[],
  { referrers, group }: Shown,
) {
  const listed = referrers ? sql`true` : sql`NOT t.is_referrer`
  const matches = conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` AND `)
  // A tag whose digest is not known stands alone.
  const counted = group === 'digest' ? sql`DISTINCT coalesce(t.digest, t.name)` : sql`*`
  const result = await runtime.store.db.execute<Record<string, string>>(sql`
    SELECT count(${counted}) FILTER (WHERE ${listed} AND ${matches}) AS total,
      count(*) FILTER (WHERE ${listed} AND (${matches}) IS NULL) AS unknown,
      count(*) FILTER (WHERE t.is_referrer) AS referrers,
      count(*) FILTER (WHERE ${listed}) AS all,
      count(*) FILTER (WHERE ${listed} AND (t.digest IS NOT NULL OR ${isBroken})) AS known,
      count(*) FILTER (WHERE ${listed} AND (t.kind IS NOT NULL OR t.problem IS NOT NULL)) AS resolved,
      count(*) FILTER (WHERE ${listed} AND ${isUnresolved}) AS unresolved
    ${from}`)
  const count = (name: string) => Number(result.rows[0]?.[name] ?? 0)
  return {
    total: count('total'),
    /** Left out because what a filter asks for is not known of them. */
    unknownCount: count('unknown'),
    all: count('all'),
    known: count('known'),
    resolved: count('resolved'),
    /** How many are to be looked up before a sort by details is complete. */
    unresolved: count('unresolved'),
    referrerTagCount: referrers ? 0 : count('referrers'),
  }
}

const maxFacets = 50

/** How many tags there are of each kind and for each platform, the most frequent first, whatever a list is filtered by. */
export async function readTagFacets({ runtime, registry, repository }: Place, referrers: boolean) {
  const from = sql`FROM tags t WHERE t.registry_id = ${registry.settings.id} AND t.repository = ${repository}
    AND t.gone_at IS NULL AND ${referrers ? sql`true` : sql`NOT t.is_referrer`}`
  const read = async (value: SQL, of: SQL) => {
    const { rows } = await runtime.store.db.execute<{ value: string; count: string }>(sql`
      SELECT ${value} AS value, count(*) AS count ${of} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${maxFacets}`)
    return rows.map((row): Facet => ({ value: row.value, count: Number(row.count) }))
  }
  const [kinds, platforms] = await Promise.all([
    read(kind, sql`${from} AND (${kind}) IS NOT NULL`),
    read(
      sql`p.os || '/' || p.architecture`,
      sql`FROM (SELECT DISTINCT t.name, e ->> 'os' AS os, e ->> 'architecture' AS architecture
        FROM (SELECT t.name, t.platforms ${from} AND jsonb_typeof(t.platforms) = 'array') t, jsonb_array_elements(t.platforms) e) p`,
    ),
  ])
  return { kinds, platforms }
}
