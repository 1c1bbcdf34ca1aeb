import { type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { listTags } from '#lib/api/tags.ts'
import type { Platform } from '#lib/engines/manifest/platform.ts'
import { afterCursor, cursorValue, decodeCursor, encodeCursor, orderBy } from './keyset.ts'
import type { Place } from './place.ts'
import { countTags } from './tag-counts.ts'
import { isSigned, type Knowledge, readKnowledge, type TagFilters, tagConditions } from './tag-filters.ts'
import { isUnresolved, kind, tagSorting } from './tag-sorts.ts'

type Query = z.output<typeof listTags.query>

export interface TagQuery extends TagFilters {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly sort: Query['sort']
  readonly order: 'asc' | 'desc'
  readonly referrers: boolean
  readonly group?: 'digest' | undefined
}

export interface TagRow {
  readonly name: string
  readonly digest: string | null
  readonly media_type: string | null
  readonly kind: string | null
  readonly artifact_type: string | null
  readonly total_size: string | null
  readonly created_at: string | null
  readonly created_source: 'config' | 'annotation' | null
  readonly platforms: Platform[] | null
  readonly siblings: string | null
  readonly first_seen_at: string
  readonly pushed_at: string | null
  readonly pulled_at: string | null
  readonly signed: boolean | null
  readonly seen_at: string | null
  readonly checked_at: string | null
  readonly problem: { code: string; detail: string } | null
  /** Only in a list grouped by digest: of the tags on it the first ones, from the highest version on. */
  readonly group_names: string[] | null
  readonly group_count: string | null
  readonly cursor_value: string | null
}

const namesInGroup = 50

const columns = sql`t.name, t.version_key, t.digest, t.problem, t.seen_at, t.checked_at, t.is_referrer, t.kind, t.media_type,
  t.total_size, t.created_at, t.platforms`

/** One page of the tags of a repository, out of the index alone. */
export async function readTagPage(place: Place, query: TagQuery) {
  const knowledge = await readKnowledge(place)
  const conditions = await tagConditions(place, query, knowledge)
  const sorting = tagSorting(query.sort)
  const all = allTags(place, query, knowledge)
  const filters = query.referrers ? conditions : [sql`NOT t.is_referrer`, ...conditions]
  const matching = whereAll(sql`FROM ${all} t`, filters)
  const after = query.cursor
    ? [afterCursor(sorting, query.order, decodeCursor(query.cursor, sorting, query.order))]
    : []
  const rows =
    query.group === 'digest'
      ? whereAll(sql`FROM (${groups(matching)}) t`, after)
      : whereAll(sql`FROM ${all} t`, [...filters, ...after])
  const [page, counts] = await Promise.all([
    place.runtime.store.db.execute<TagRow & Record<string, unknown>>(sql`
      WITH page AS MATERIALIZED (
        SELECT t.*, ${cursorValue(sorting)} AS cursor_value ${rows}
        ORDER BY ${orderBy(sorting, query.order)} LIMIT ${query.limit + 1}
      ), sharing AS MATERIALIZED (${sharing(place, query)})
      SELECT t.name, t.digest, ${kind} AS kind, t.media_type, m.artifact_type, t.total_size, t.created_at, m.created_source,
        t.platforms, sharing.count - 1 AS siblings, t.first_seen_at, t.pushed_at, t.pulled_at, t.seen_at, t.checked_at,
        t.problem, ${needsSigned(query) ? sql`t.signed` : isSigned(place, knowledge, sql`SELECT digest FROM page`)} AS signed, t.cursor_value,
        ${query.group === 'digest' ? sql`coalesce(sharing.names, ARRAY[t.name]) AS group_names, coalesce(sharing.shown, 1) AS group_count` : sql`NULL AS group_names, NULL AS group_count`}
      FROM page t LEFT JOIN manifests m ON m.digest = t.digest LEFT JOIN sharing ON sharing.digest = t.digest
      ORDER BY ${orderBy(sorting, query.order)}`),
    countTags(place, sql`FROM ${all} t`, conditions, query),
  ])
  const items: TagRow[] = page.rows.slice(0, query.limit)
  const last = items.at(-1)
  return {
    rows: items,
    nextCursor:
      last && page.rows.length > query.limit
        ? encodeCursor({ sort: sorting.id, order: query.order, value: last.cursor_value, name: last.name })
        : null,
    knowledge,
    ...counts,
  }
}

const whereAll = (from: SQL, conditions: readonly SQL[]) =>
  conditions.length === 0 ? from : sql`${from} WHERE ${sql.join([...conditions], sql` AND `)}`

const needsSigned = (query: TagQuery) => query.sort === 'signed' || query.signed !== undefined

/** The tags that are there, with what is dear to know of each only where the whole list is sorted or filtered by it. */
function allTags({ registry, repository, ...place }: Place, query: TagQuery, knowledge: Knowledge): SQL {
  // Counted over the whole repository, whatever the filter shows of it.
  const siblings =
    query.sort === 'siblings'
      ? sql`CASE WHEN t.digest IS NULL THEN NULL ELSE count(*) OVER (PARTITION BY t.digest) - 1 END`
      : sql`NULL::bigint`
  const signed = needsSigned(query)
    ? isSigned({ registry, repository, ...place }, knowledge)
    : sql`NULL::boolean`
  // The few manifests with a type of their own stand in an index of theirs: looking 5,000 tags up there is in passing.
  const artifactType =
    query.sort === 'artifactType'
      ? sql`(SELECT m.artifact_type FROM manifests m WHERE m.digest = t.digest AND m.artifact_type IS NOT NULL)`
      : sql`NULL::text`
  return sql`(
    SELECT ${columns}, t.first_seen_at, t.pushed_at, t.pulled_at, ${siblings} AS siblings, ${signed} AS signed,
      ${artifactType} AS artifact_type FROM tags t
    WHERE t.registry_id = ${registry.settings.id} AND t.repository = ${repository} AND t.gone_at IS NULL
  )`
}

/** What a group is told apart by: no tag is called like a digest. */
export const groupKey = sql`coalesce(t.digest, t.name)`

/** One row a digest, which is its highest version; as old as the first of its tags, pushed and pulled like the last. */
const groups = (matching: SQL) => sql`
  SELECT DISTINCT ON (${groupKey}) ${columns}, t.siblings, t.signed, t.artifact_type, min(t.first_seen_at) OVER digest AS first_seen_at,
    max(t.pushed_at) OVER digest AS pushed_at, max(t.pulled_at) OVER digest AS pulled_at
  ${matching}
  WINDOW digest AS (PARTITION BY ${groupKey})
  ORDER BY ${groupKey}, t.version_key DESC, t.name`

/**
 * Each digest of the page once, however many of its tags are on it. `IN (…) IS TRUE` is no join: see `isSigned`.
 */
function sharing({ registry, repository }: Place, { group, referrers }: TagQuery): SQL {
  const shown = referrers ? sql`` : sql` FILTER (WHERE NOT s.is_referrer)`
  const names =
    group === 'digest'
      ? sql`, count(*)${shown} AS shown,
          (array_agg(s.name ORDER BY s.version_key DESC, s.name)${shown})[1:${sql.raw(String(namesInGroup))}] AS names`
      : sql``
  return sql`
    SELECT s.digest, count(*) AS count${names} FROM tags s
    WHERE s.registry_id = ${registry.settings.id} AND s.repository = ${repository} AND s.gone_at IS NULL
      AND (s.digest IN (SELECT digest FROM page)) IS TRUE
    GROUP BY s.digest`
}

/** The names of all tags that were never looked up, or (for a deletion) of all. */
export async function namesToResolve({ runtime, registry, repository }: Place, of: 'unresolved' | 'all') {
  const unresolved = of === 'all' ? sql`` : sql` AND ${isUnresolved}`
  const { rows } = await runtime.store.db.execute<{ name: string }>(sql`
    SELECT t.name FROM tags t
    WHERE t.registry_id = ${registry.settings.id} AND t.repository = ${repository} AND t.gone_at IS NULL${unresolved}
    ORDER BY t.version_key DESC, t.name`)
  return rows.map((row) => row.name)
}
