import { and, asc, count, eq, gt, isNull, or, type SQL, sql } from 'drizzle-orm'
import { likePattern } from '../../index/keyset.ts'
import { ApiError } from '../../problem.ts'
import type { Runtime } from '../../runtime.ts'
import { deletionItems } from '../../store/schema.ts'
import type { ItemRow } from './run-store.ts'

export interface ItemQuery {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly q?: string | undefined
  readonly action?: ItemRow['action'] | undefined
  readonly result?: NonNullable<ItemRow['result']> | 'none' | undefined
}

/** Items of a run by position, those that match. */
export async function readItemPage({ store }: Pick<Runtime, 'store'>, id: string, query: ItemQuery) {
  const matching = conditionsOf(id, query)
  const rows = await store.db
    .select()
    .from(deletionItems)
    .where(and(matching, beyond(query.cursor)))
    .orderBy(asc(deletionItems.position))
    .limit(query.limit + 1)
  const items: ItemRow[] = rows.slice(0, query.limit)
  return { items, nextCursor: rows.length > query.limit ? String(items.at(-1)?.position) : null }
}

export async function countItems({ store }: Pick<Runtime, 'store'>, id: string, query: ItemQuery) {
  const [row] = await store.db.select({ value: count() }).from(deletionItems).where(conditionsOf(id, query))
  return row?.value ?? 0
}

function conditionsOf(id: string, { q, action, result }: ItemQuery): SQL | undefined {
  const { tag, digest, repository } = deletionItems
  const text = q ? likePattern(q) : null
  return and(
    eq(deletionItems.deletionId, id),
    action ? eq(deletionItems.action, action) : undefined,
    result === 'none' ? isNull(deletionItems.result) : result ? eq(deletionItems.result, result) : undefined,
    text === null
      ? undefined
      : or(...[tag, digest, repository].map((column) => sql`${column} ILIKE ${text}`)),
  )
}

function beyond(cursor: string | undefined): SQL | undefined {
  if (cursor === undefined) return undefined
  if (!/^\d{1,9}$/.test(cursor))
    throw new ApiError('invalid_request', 'The cursor does not belong to this list.')
  return gt(deletionItems.position, Number(cursor))
}
