import { type SQL, sql } from 'drizzle-orm'
import type { Runtime } from '../runtime.ts'
import {
  afterCursor,
  cursorValue,
  decodeCursor,
  encodeCursor,
  likePattern,
  orderBy,
  type Sorting,
} from './keyset.ts'
import { storable } from './storable.ts'

export interface RepositoryQuery {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly sort: string
  readonly order: 'asc' | 'desc'
  readonly q?: string | undefined
  readonly namespace?: string | undefined
  readonly empty: boolean
}

export interface RepositoryRow {
  readonly name: string
  readonly source: 'catalog' | 'configured' | 'opened'
  readonly tag_count: number | null
  readonly size_bytes: string | null
  readonly last_pushed_at: string | null
  readonly last_pulled_at: string | null
  readonly tags_listed_at: string | null
  readonly tags_failed_at: string | null
  readonly tags_problem: { code: string; detail: string } | null
  readonly cursor_value: string | null
}

const name = sql`r.name`
const sortings: Readonly<Record<string, Sorting>> = {
  name: { id: 'name', expression: sql`r.name`, type: 'text', name },
  tagCount: { id: 'tagCount', expression: sql`r.tag_count`, type: 'bigint', name },
  size: { id: 'size', expression: sql`r.size_bytes`, type: 'bigint', name },
  lastPushedAt: { id: 'lastPushedAt', expression: sql`r.last_pushed_at`, type: 'timestamptz', name },
}

const columns = sql`r.name, r.source, r.tag_count, r.size_bytes, r.last_pushed_at, r.last_pulled_at, r.tags_listed_at, r.tags_failed_at, r.tags_problem`
const isEmpty = sql`(r.tag_count = 0 AND r.tags_listed_at IS NOT NULL)`

/** One page of the repositories of a registry, out of the index alone. */
export async function readRepositoryPage(runtime: Runtime, registryId: string, query: RepositoryQuery) {
  const sorting = sortings[query.sort] ?? { id: 'name', expression: sql`r.name`, type: 'text' as const, name }
  // A repository that nobody listed and that has no tags was only ever a name that somebody typed.
  const conditions: SQL[] = [
    sql`FROM repositories r WHERE r.registry_id = ${registryId}`,
    sql`(r.missing_since IS NULL OR r.source = 'configured')`,
  ]
  if (query.q) conditions.push(sql`r.name ILIKE ${likePattern(query.q)}`)
  if (query.namespace) conditions.push(sql`starts_with(r.name, ${storable(`${query.namespace}/`)})`)
  const matching = sql.join(conditions, sql` AND `)
  const shown = query.empty ? matching : sql`${matching} AND NOT coalesce(${isEmpty}, false)`
  const after = query.cursor
    ? sql` AND ${afterCursor(sorting, query.order, decodeCursor(query.cursor, sorting, query.order))}`
    : sql``
  const { db } = runtime.store
  const page = await db.execute<RepositoryRow & Record<string, unknown>>(sql`
    SELECT ${columns}, ${cursorValue(sorting)} AS cursor_value ${shown}${after}
    ORDER BY ${orderBy(sorting, query.order)} LIMIT ${query.limit + 1}`)
  const counted = await db.execute<{ total: string; empty: string }>(sql`
    SELECT count(*) AS total, count(*) FILTER (WHERE ${isEmpty}) AS empty ${matching}`)
  const rows: RepositoryRow[] = page.rows.slice(0, query.limit)
  const last = rows.at(-1)
  const empty = Number(counted.rows[0]?.empty ?? 0)
  return {
    rows,
    total: Number(counted.rows[0]?.total ?? 0) - (query.empty ? 0 : empty),
    emptyCount: query.empty ? 0 : empty,
    nextCursor:
      last && page.rows.length > query.limit
        ? encodeCursor({ sort: sorting.id, order: query.order, value: last.cursor_value, name: last.name })
        : null,
  }
}

/** null for a name that the index has never heard of. */
export async function readRepositoryRow(runtime: Runtime, registryId: string, repository: string) {
  const { rows } = await runtime.store.db.execute<
    RepositoryRow & { missing_since: string | null } & Record<string, unknown>
  >(sql`
    SELECT ${columns}, r.missing_since, NULL AS cursor_value FROM repositories r
    WHERE r.registry_id = ${registryId} AND r.name = ${repository}`)
  return rows[0] ?? null
}
