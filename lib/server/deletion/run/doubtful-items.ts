import { sql } from 'drizzle-orm'
import pLimit from 'p-limit'
import type { Place } from '../../index/place.ts'
import { digestNow } from '../truth.ts'
import { removedItems } from './keep-books.ts'
import type { Pass } from './pass.ts'
import type { Patience } from './patience.ts'
import type { ItemRow } from './run-store.ts'
import { settleAll } from './settle-all.ts'

/**
 * Items that a run has begun with, and of which nobody has written down whether they went: the registry or the process was
 * gone before that. Undoing looks at them as well, so that nobody has to delete once more to get something back.
 */
export const doubtful = sql`(begun_at IS NOT NULL AND coalesce(result, 'failed') IN ('failed', 'cancelled'))`

const isDoubtful = ({ begunAt, result }: ItemRow) =>
  begunAt !== null && (result === null || result === 'failed' || result === 'cancelled')

const atOnce = 16

/** Asks the registry which of the doubtful items are gone, or left on our placeholder; the others are as they were, or somebody else's. */
export async function readDoubtful(
  place: Place,
  rows: readonly ItemRow[],
  patience: Patience,
): Promise<{ readonly gone: readonly ItemRow[]; readonly standing: readonly ItemRow[] }> {
  const limit = pLimit(atOnce)
  const gone = new Set<ItemRow>()
  const asked = rows.filter(isDoubtful)
  await settleAll(
    asked.map((row) =>
      limit(async () => {
        const now = await patience.try(() => digestNow(place, row.tag ?? row.digest ?? ''))
        if (now === null || now === row.placeholder) gone.add(row)
      }),
    ),
  )
  return { gone: asked.filter((row) => gone.has(row)), standing: asked.filter((row) => !gone.has(row)) }
}

/**
 * Writes down what became of doubtful items before they are put back: removed by us after all, or never touched. Answers the
 * items that are to be put back.
 */
export async function settleDoubtful(pass: Pass, rows: readonly ItemRow[]): Promise<readonly ItemRow[]> {
  const { place, run, patience } = pass
  const { gone, standing } = await readDoubtful(place, rows, patience)
  const positionsOf = (of: readonly ItemRow[]) => sql.param(of.map(({ position }) => position))
  const { db } = place.runtime.store
  for (const [method, of] of Map.groupBy(gone, (row) => row.method ?? 'tag'))
    await removedItems(
      pass,
      of.map((row) => ({ row, operation: crypto.randomUUID() })),
      method,
      of.flatMap(({ digest }) => (method === 'digest' ? (digest ?? []) : [])),
    )
  await db.execute(sql`
    UPDATE deletion_items SET is_undoing = true
    WHERE deletion_id = ${run.id} AND position = ANY(${positionsOf(gone)}::int[])`)
  await db.execute(sql`
    UPDATE deletion_items SET is_undoing = false, begun_at = NULL, placeholder = NULL
    WHERE deletion_id = ${run.id} AND position = ANY(${positionsOf(standing)}::int[])`)
  const left = new Set(standing)
  return rows.filter((row) => !left.has(row))
}
