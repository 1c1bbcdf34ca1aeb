import { type SQL, sql } from 'drizzle-orm'
import type { Platform } from '#lib/engines/manifest/platform.ts'
import {
  afterCursor,
  cursorValue,
  decodeCursor,
  encodeCursor,
  likePattern,
  orderBy,
  type Sorting,
} from './keyset.ts'
import type { Place } from './place.ts'

export interface TagQuery {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly sort: string
  readonly order: 'asc' | 'desc'
  readonly q?: string | undefined
  readonly digest?: string | undefined
  readonly referrers: boolean
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
  readonly seen_at: string | null
  readonly checked_at: string | null
  readonly problem: { code: string; detail: string } | null
  readonly is_complete: boolean | null
  readonly cursor_value: string | null
}

const name = sql`t.name`
const isBroken = sql`coalesce(t.digest IS NULL AND t.problem ->> 'code' = 'manifest_not_found', false)`
const kind = sql`CASE WHEN ${isBroken} THEN 'broken' ELSE m.kind END`
// Counted over the whole repository, whatever the filter shows of it.
const siblings = sql`CASE WHEN t.digest IS NULL THEN NULL ELSE (
  SELECT count(*) - 1 FROM tags s
  WHERE s.registry_id = t.registry_id AND s.repository = t.repository AND s.digest = t.digest AND s.gone_at IS NULL
) END`

/** Nothing known, and not because it is broken. What failed otherwise is due again, though not at once. */
const isUnresolved = sql`(m.digest IS NULL AND NOT ${isBroken}
  AND (t.problem IS NULL OR t.checked_at < now() - interval '60 seconds'))`

const sortings: Readonly<Record<string, Sorting>> = {
  version: { id: 'version', expression: sql`t.version_key`, type: 'text', name },
  name: { id: 'name', expression: sql`t.name`, type: 'text', name },
  digest: { id: 'digest', expression: sql`t.digest COLLATE "C"`, type: 'text', name },
  siblings: { id: 'siblings', expression: siblings, type: 'bigint', name },
  platforms: { id: 'platforms', expression: sql`jsonb_array_length(m.platforms)`, type: 'bigint', name },
  size: { id: 'size', expression: sql`m.total_size`, type: 'bigint', name },
  createdAt: { id: 'createdAt', expression: sql`m.created_at`, type: 'timestamptz', name },
  kind: { id: 'kind', expression: sql`(${kind}) COLLATE "C"`, type: 'text', name },
}

/** The order that a column starts with, when nobody says. */
export const defaultTagOrder = (sort: string) => (['name', 'digest', 'kind'].includes(sort) ? 'asc' : 'desc')

/** Whether a sort can be answered before every tag was looked up. */
export const needsDetails = (sort: string) => sort !== 'version' && sort !== 'name'

/** One page of the tags of a repository, out of the index alone. */
export async function readTagPage({ runtime, registry, repository }: Place, query: TagQuery) {
  const sorting = sortings[query.sort] ?? {
    id: 'version',
    expression: sql`t.version_key`,
    type: 'text' as const,
    name,
  }
  const from = sql`FROM tags t LEFT JOIN manifests m ON m.digest = t.digest
    WHERE t.registry_id = ${registry.settings.id} AND t.repository = ${repository} AND t.gone_at IS NULL`
  const filters: SQL[] = []
  if (!query.referrers) filters.push(sql`NOT t.is_referrer`)
  if (query.q) filters.push(sql`t.name ILIKE ${likePattern(query.q)}`)
  if (query.digest) filters.push(sql`t.digest = ${query.digest}`)
  const filtered = sql.join([from, ...filters], sql` AND `)
  const after = query.cursor
    ? sql` AND ${afterCursor(sorting, query.order, decodeCursor(query.cursor, sorting, query.order))}`
    : sql``

  const { db } = runtime.store
  const page = await db.execute<TagRow & Record<string, unknown>>(sql`
    SELECT t.name, t.digest, m.media_type, ${kind} AS kind, m.artifact_type, m.total_size, m.created_at, m.created_source,
      m.platforms, ${siblings} AS siblings, t.first_seen_at, t.seen_at, t.checked_at, t.problem, m.is_complete,
      ${cursorValue(sorting)} AS cursor_value
    ${filtered}${after}
    ORDER BY ${orderBy(sorting, query.order)} LIMIT ${query.limit + 1}`)
  const rows: TagRow[] = page.rows.slice(0, query.limit)
  const last = rows.at(-1)
  return {
    rows,
    nextCursor:
      last && page.rows.length > query.limit
        ? encodeCursor({ sort: sorting.id, order: query.order, value: last.cursor_value, name: last.name })
        : null,
    ...(await countTags(from, filtered)),
  }

  async function countTags(all: SQL, matching: SQL) {
    const listed = query.referrers ? sql`true` : sql`NOT t.is_referrer`
    const counted = await db.execute<{
      total: string
      resolved: string
      unresolved: string
      known: string
      all: string
      referrers: string
    }>(sql`
      SELECT (SELECT count(*) ${matching}) AS total,
        count(*) FILTER (WHERE t.is_referrer) AS referrers,
        count(*) FILTER (WHERE ${listed}) AS all,
        count(*) FILTER (WHERE ${listed} AND (t.digest IS NOT NULL OR ${isBroken})) AS known,
        count(*) FILTER (WHERE ${listed} AND (m.digest IS NOT NULL OR t.problem IS NOT NULL)) AS resolved,
        count(*) FILTER (WHERE ${listed} AND ${isUnresolved}) AS unresolved
      ${all}`)
    const row = counted.rows[0]
    return {
      total: Number(row?.total ?? 0),
      all: Number(row?.all ?? 0),
      known: Number(row?.known ?? 0),
      resolved: Number(row?.resolved ?? 0),
      /** How many are to be looked up before a sort by details is complete. */
      unresolved: Number(row?.unresolved ?? 0),
      referrerTagCount: query.referrers ? 0 : Number(row?.referrers ?? 0),
    }
  }
}

/** The names of all tags that were never looked up, or (for a deletion) of all. */
export async function namesToResolve({ runtime, registry, repository }: Place, of: 'unresolved' | 'all') {
  const unresolved = of === 'all' ? sql`` : sql` AND ${isUnresolved}`
  const { rows } = await runtime.store.db.execute<{ name: string }>(sql`
    SELECT t.name FROM tags t LEFT JOIN manifests m ON m.digest = t.digest
    WHERE t.registry_id = ${registry.settings.id} AND t.repository = ${repository} AND t.gone_at IS NULL${unresolved}
    ORDER BY t.version_key DESC, t.name`)
  return rows.map((row) => row.name)
}
