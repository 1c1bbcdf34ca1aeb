import { and, asc, count, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { CopyPlan } from '#lib/api/copy-plan.ts'
import type { Context } from '../context.ts'
import { likePattern } from '../index/keyset.ts'
import { ApiError } from '../problem.ts'
import type { Runtime } from '../runtime.ts'
import { copies, copyItems } from '../store/schema.ts'
import type { CopyPair } from './prepare-item.ts'

export type CopyRow = typeof copies.$inferSelect
export type CopyItemRow = typeof copyItems.$inferSelect

export const publishCopy = ({ changes }: Pick<Runtime, 'changes'>, id: string) =>
  changes.publish({ about: 'copy', copy: id })

/** Rows in one statement: the database takes 65,535 parameters. */
const rowsAtOnce = 1_000

/** Keeps a plan that is about to be done by this job; answers its id. What it skips or refuses has had its turn. */
export async function insertCopy(
  { runtime, actor, requestId }: Context,
  request: { readonly items: readonly CopyPair[] },
  { options, items, totals }: CopyPlan,
  jobId: string,
  mirror: { readonly id: string; readonly name: string } | null,
): Promise<string> {
  return runtime.store.db.transaction(async (tx) => {
    const [row] = await tx
      .insert(copies)
      .values({
        createdBy: actor.username,
        actor: actor.username,
        actorRole: actor.role,
        requestId,
        options,
        totals,
        itemsTotal: items.length,
        jobId,
        mirrorId: mirror?.id ?? null,
        mirrorName: mirror?.name ?? null,
      })
      .returning({ id: copies.id })
    if (!row) throw new Error('the database gave no id')
    const rows = items.map(({ from: _from, to: _to, position, ...item }) => {
      const { from, to } = request.items[position] as CopyPair
      const settled = item.action === 'skip' ? 'skipped' : 'refused'
      return {
        ...item,
        copyId: row.id,
        position,
        fromRegistry: from.registry,
        fromRepository: from.repository,
        fromTag: from.tag,
        fromDigest: from.digest,
        toRegistry: to.registry,
        toRepository: to.repository,
        toTag: to.tag,
        ...(item.action !== 'copy' && {
          result: settled as 'skipped' | 'refused',
          resultCode: item.reason,
          resultDetail: item.detail,
          doneAt: new Date(),
        }),
      }
    })
    for (let at = 0; at < rows.length; at += rowsAtOnce)
      await tx.insert(copyItems).values(rows.slice(at, at + rowsAtOnce))
    return row.id
  })
}

/** Throws `copy_not_found`. */
export async function readCopy({ store }: Pick<Runtime, 'store'>, id: string): Promise<CopyRow> {
  const [row] = await store.db.select().from(copies).where(eq(copies.id, id))
  if (!row) throw new ApiError('copy_not_found', 'There is no such copy, or it was forgotten.')
  return row
}

/** Items whose turn has not come, those of one target repository together. */
export const readOpenItems = ({ store }: Pick<Runtime, 'store'>, id: string): Promise<CopyItemRow[]> =>
  store.db
    .select()
    .from(copyItems)
    .where(and(eq(copyItems.copyId, id), eq(copyItems.action, 'copy'), isNull(copyItems.result)))
    .orderBy(asc(copyItems.toRegistry), asc(copyItems.toRepository), asc(copyItems.position))

export async function changeItem(
  { store }: Pick<Runtime, 'store'>,
  { copyId, position }: Pick<CopyItemRow, 'copyId' | 'position'>,
  change: Partial<typeof copyItems.$inferInsert>,
): Promise<void> {
  await store.db
    .update(copyItems)
    .set(change)
    .where(and(eq(copyItems.copyId, copyId), eq(copyItems.position, position)))
}

export interface CopyItemQuery {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly q?: string | undefined
  readonly action?: CopyItemRow['action'] | undefined
  readonly result?: NonNullable<CopyItemRow['result']> | 'none' | undefined
}

/** Items by position, those that match, and how many there are. Throws `invalid_request` for a strange cursor. */
export async function readItemPage({ store }: Pick<Runtime, 'store'>, id: string, query: CopyItemQuery) {
  const { q, action, result, cursor, limit } = query
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor))
    throw new ApiError('invalid_request', 'The cursor does not belong to this list.')
  const text = q ? likePattern(q) : null
  const named = [copyItems.fromRepository, copyItems.fromTag, copyItems.toRepository, copyItems.toTag]
  const matching = and(
    eq(copyItems.copyId, id),
    action ? eq(copyItems.action, action) : undefined,
    result === 'none' ? isNull(copyItems.result) : result ? eq(copyItems.result, result) : undefined,
    text === null ? undefined : or(...named.map((column) => sql`${column} ILIKE ${text}`)),
  )
  const beyond = cursor === undefined ? undefined : gt(copyItems.position, Number(cursor))
  const rows = await store.db
    .select()
    .from(copyItems)
    .where(and(matching, beyond))
    .orderBy(asc(copyItems.position))
    .limit(limit + 1)
  const [total] = await store.db.select({ value: count() }).from(copyItems).where(matching)
  const items: CopyItemRow[] = rows.slice(0, limit)
  const nextCursor = rows.length > limit ? String(items.at(-1)?.position) : null
  return { items, nextCursor, total: total?.value ?? 0 }
}
