import { type SQL, sql } from 'drizzle-orm'
import type { Runtime } from '../runtime.ts'
import { codeOf } from '../store/store-error.ts'

/** What every kind of hit is read as. */
export interface HitRow extends Record<string, unknown> {
  readonly registry_id: string
  readonly repository: string
  readonly tag: string | null
  readonly digest: string | null
  readonly key: string | null
  readonly value: string | null
  /** Index in `matchQualities`. */
  readonly quality: number
  readonly kind: string | null
  readonly size: string | null
  readonly created_at: string | null
  readonly tag_count: number | null
}

/** One search: a transaction that only reads, and in which nothing takes long. */
export interface SearchSession {
  /** Rows, or none where it took too long: then `isCutShort`. */
  read<Row extends Record<string, unknown> = HitRow>(query: SQL): Promise<Row[]>
  /** The registries that are looked through. */
  readonly registryIds: readonly string[]
  /** The same search in some of them. */
  narrowedTo(registryIds: readonly string[]): SearchSession
  readonly isCutShort: boolean
}

/** How long one look through an index may take. A search is a handful of them, and most take a millisecond. */
const statementTimeoutMs = 250
/** When the whole has taken so long, what is left is not looked for any more. */
const budgetMs = 500

/** SQLSTATE query_canceled. */
const isTimeout = (error: unknown) => error instanceof Error && codeOf(error.cause) === '57014'

export function searchWithin<T>(
  runtime: Runtime,
  registryIds: readonly string[],
  work: (session: SearchSession) => Promise<T>,
): Promise<T> {
  const startedAt = performance.now()
  return runtime.store.db.transaction(
    async (tx) => {
      await tx.execute(sql`SELECT set_config('statement_timeout', ${String(statementTimeoutMs)}, true),
        set_config('jit', 'off', true), set_config('pg_trgm.similarity_threshold', '0.15', true)`)
      let isCutShort = false
      const read = async <Row extends Record<string, unknown>>(query: SQL): Promise<Row[]> => {
        if (performance.now() - startedAt > budgetMs) {
          isCutShort = true
          return []
        }
        try {
          // A savepoint: what is cancelled in it does not end the whole.
          return await tx.transaction(async (inner) => (await inner.execute(query)).rows as Row[])
        } catch (error) {
          if (!isTimeout(error)) throw error
          isCutShort = true
          return []
        }
      }
      const sessionOver = (ids: readonly string[]): SearchSession => ({
        registryIds: ids,
        narrowedTo: sessionOver,
        read,
        get isCutShort() {
          return isCutShort
        },
      })
      return work(sessionOver(registryIds))
    },
    { accessMode: 'read only' },
  )
}

/** Those that are there: neither gone, nor in a repository that the registry lists no longer. */
export const liveRepository = sql`(r.missing_since IS NULL OR r.source = 'configured')`

/** Registries that are configured; the index may still know others. */
export const inRegistries = (column: SQL, ids: readonly string[]): SQL =>
  sql`${column} = ANY(${sql.param([...ids])}::text[])`

/** The columns of a hit that is a tag `t`, with what it is. */
export const tagColumns = sql`t.registry_id, t.repository, t.name AS tag, t.digest, t.kind, t.total_size AS size,
  t.created_at, t.pushed_at, NULL::int AS tag_count`

/** The newest first, by push where the registry told of it. Takes `t`. */
export const newestFirst = sql`coalesce(pushed_at, created_at) DESC NULLS LAST, repository, registry_id, tag`
