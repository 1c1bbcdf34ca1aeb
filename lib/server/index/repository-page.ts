import { type SQL, sql } from 'drizzle-orm'
import type { QueryOf } from '#lib/api/endpoint.ts'
import type { listRepositories, repositorySorts } from '#lib/api/repositories.ts'
import type { Runtime } from '../runtime.ts'
import { afterCursor, cursorValue, decodeCursor, encodeCursor, orderBy, type Sorting } from './keyset.ts'
import { type RepositoryFilters, repositoryConditions, tellsPulls } from './repository-filters.ts'

export interface RepositoryQuery extends RepositoryFilters {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly sort: (typeof repositorySorts)[number]
  readonly order: 'asc' | 'desc'
  readonly empty?: QueryOf<typeof listRepositories>['empty']
}

export interface RepositoryRow {
  readonly name: string
  readonly source: 'catalog' | 'configured' | 'opened'
  readonly tag_count: number | null
  readonly size_bytes: string | null
  readonly last_pushed_at: string | null
  readonly last_pulled_at: string | null
  readonly first_seen_at: string
  readonly tags_listed_at: string | null
  readonly tags_failed_at: string | null
  readonly tags_problem: { code: string; detail: string } | null
  readonly cursor_value: string | null
}

const sortings: Readonly<Record<RepositoryQuery['sort'], Omit<Sorting, 'id' | 'name'>>> = {
  name: { expression: sql`r.name`, type: 'text' },
  tagCount: { expression: sql`r.tag_count`, type: 'bigint' },
  size: { expression: sql`r.size_bytes`, type: 'bigint' },
  lastPushedAt: { expression: sql`r.last_pushed_at`, type: 'timestamptz' },
  lastPulledAt: { expression: sql`r.last_pulled_at`, type: 'timestamptz' },
  firstSeenAt: { expression: sql`r.first_seen_at`, type: 'timestamptz' },
  asOf: { expression: sql`r.tags_listed_at`, type: 'timestamptz' },
  source: { expression: sql`r.source COLLATE "C"`, type: 'text' },
}

const ascendingFirst: ReadonlySet<string> = new Set(['name', 'source'])

/** The order that a column starts with, when nobody says. */
export const defaultRepositoryOrder = (sort: string) => (ascendingFirst.has(sort) ? 'asc' : 'desc')

const columns = sql`r.name, r.source, r.tag_count, r.size_bytes, r.last_pushed_at, r.last_pulled_at, r.first_seen_at,
  r.tags_listed_at, r.tags_failed_at, r.tags_problem`
const isEmpty = sql`coalesce(r.tag_count = 0 AND r.tags_listed_at IS NOT NULL, false)`

/** All that a list can show: a repository that nobody listed and that has no tags was only ever a name somebody typed. */
const listed = (registryId: string) =>
  sql`FROM repositories r WHERE r.registry_id = ${registryId} AND (r.missing_since IS NULL OR r.source = 'configured')`

const shownOf = (empty: RepositoryQuery['empty']): SQL =>
  empty === 'true' ? sql`true` : empty === 'only' ? isEmpty : sql`NOT ${isEmpty}`

/** One page of the repositories of a registry, out of the index alone. */
export async function readRepositoryPage(runtime: Runtime, registryId: string, query: RepositoryQuery) {
  const sorting: Sorting = { id: query.sort, name: sql`r.name`, ...sortings[query.sort] }
  const conditions = await repositoryConditions(runtime, registryId, query)
  const matches = conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` AND `)})`
  const shown = shownOf(query.empty)
  const after = query.cursor
    ? sql` AND ${afterCursor(sorting, query.order, decodeCursor(query.cursor, sorting, query.order))}`
    : sql``
  const { db } = runtime.store
  const page = await db.execute<RepositoryRow & Record<string, unknown>>(sql`
    SELECT ${columns}, ${cursorValue(sorting)} AS cursor_value ${listed(registryId)} AND ${matches} AND ${shown}${after}
    ORDER BY ${orderBy(sorting, query.order)} LIMIT ${query.limit + 1}`)
  const counted = await db.execute<Record<'total' | 'empty' | 'unknown', string> & { tells: boolean }>(sql`
    SELECT count(*) FILTER (WHERE ${matches} AND ${shown}) AS total,
      count(*) FILTER (WHERE ${matches} AND ${isEmpty}) AS empty,
      count(*) FILTER (WHERE ${matches} IS NULL AND ${shown}) AS unknown,
      ${tellsPulls(registryId)} AS tells ${listed(registryId)}`)
  const rows: RepositoryRow[] = page.rows.slice(0, query.limit)
  const last = rows.at(-1)
  const count = (name: 'total' | 'empty' | 'unknown') => Number(counted.rows[0]?.[name] ?? 0)
  return {
    rows,
    total: count('total'),
    emptyCount: query.empty === 'true' || query.empty === 'only' ? 0 : count('empty'),
    unknownCount: count('unknown'),
    tellsPulls: counted.rows[0]?.tells ?? false,
    nextCursor:
      last && page.rows.length > query.limit
        ? encodeCursor({ sort: sorting.id, order: query.order, value: last.cursor_value, name: last.name })
        : null,
  }
}

/** Some of those whose tags nobody has counted yet, wherever they stand in a list. */
export async function readUncounted(runtime: Runtime, registryId: string, limit: number) {
  const { rows } = await runtime.store.db.execute<RepositoryRow & Record<string, unknown>>(sql`
    SELECT ${columns}, NULL AS cursor_value ${listed(registryId)} AND r.tags_listed_at IS NULL
    ORDER BY r.tags_failed_at NULLS FIRST, r.name LIMIT ${limit}`)
  return rows
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
