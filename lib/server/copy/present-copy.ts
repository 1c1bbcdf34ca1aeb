import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Copy, type CopyItem, type CopySummary, copyResults } from '#lib/api/copies.ts'
import type { Context } from '../context.ts'
import { copyItems } from '../store/schema.ts'
import { type CopyItemRow, type CopyRow, readCopy, readItemPage } from './copy-store.ts'
import { formatReference } from './plan-copy.ts'

const itemsShown = 100

/** A copy with its first items. Throws `copy_not_found`. */
export async function presentCopy(context: Context, id: string): Promise<Copy> {
  const row = await readCopy(context.runtime, id)
  const [[summary], { items, nextCursor }] = await Promise.all([
    summariseCopies(context, [row]),
    readItemPage(context.runtime, id, { limit: itemsShown }),
  ])
  if (!summary) throw new Error('a copy without a summary')
  return { ...summary, items: items.map(presentCopyItem), nextCursor }
}

interface Counts extends Record<string, unknown> {
  readonly copy_id: string
  readonly result: CopyItemRow['result']
  readonly items: number
  readonly bytes_done: string
}

/** Copies as lists show them, with what their items add up to now. */
export async function summariseCopies(
  { runtime }: Context,
  rows: readonly CopyRow[],
): Promise<CopySummary[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const counted = await runtime.store.db.execute<Counts>(sql`
    SELECT copy_id, result, count(*)::int AS items, sum(bytes_done)::text AS bytes_done FROM copy_items
    WHERE copy_id = ANY(${sql.param(ids)}::uuid[]) GROUP BY 1, 2`)
  const firsts = await runtime.store.db
    .select()
    .from(copyItems)
    .where(and(inArray(copyItems.copyId, ids), eq(copyItems.position, 0)))
  const firstOf = new Map(firsts.map((item) => [item.copyId, item]))
  const byCopy = Map.groupBy(counted.rows, (row) => row.copy_id)
  return rows.map((row) => presentSummary(row, byCopy.get(row.id) ?? [], firstOf.get(row.id)))
}

function presentSummary(
  row: CopyRow,
  counts: readonly Counts[],
  first: CopyItemRow | undefined,
): CopySummary {
  if (!first) throw new Error('a copy of nothing')
  const itemsWith = (result: CopyItemRow['result']) =>
    counts.find((count) => count.result === result)?.items ?? 0
  const time = (at: Date | null) => at?.toISOString() ?? null
  return {
    id: row.id,
    state: row.state,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    mirror: row.mirrorId === null ? null : { id: row.mirrorId, name: row.mirrorName ?? row.mirrorId },
    options: row.options,
    startedAt: time(row.startedAt),
    finishedAt: time(row.finishedAt),
    expiresAt: time(row.expiresAt),
    isCancelling:
      row.cancelledAt !== null &&
      (row.state === 'queued' || row.state === 'running' || row.undoState === 'running'),
    job: row.jobId,
    progress: {
      bytesDone: counts.reduce((sum, { bytes_done }) => sum + Number(bytes_done), 0),
      bytesTotal: row.totals.send,
      itemsDone: row.itemsTotal - itemsWith(null),
      itemsTotal: row.itemsTotal,
    },
    totals: row.totals,
    results: Object.fromEntries(
      copyResults.map((result) => [result, itemsWith(result)]),
    ) as CopySummary['results'],
    itemsTotal: row.itemsTotal,
    first: endsOf(first),
    undo: { state: row.undoState, job: row.undoJobId },
    problem: row.problem,
  }
}

const endsOf = (row: CopyItemRow): CopySummary['first'] => ({
  from: formatReference({
    registry: row.fromRegistry,
    repository: row.fromRepository,
    tag: row.fromTag,
    digest: row.fromDigest,
  }),
  to: formatReference({
    registry: row.toRegistry,
    repository: row.toRepository,
    tag: row.toTag,
    digest: null,
  }),
})

export const presentCopyItem = (row: CopyItemRow): CopyItem => ({
  position: row.position,
  ...endsOf(row),
  sourceDigest: row.sourceDigest,
  digest: row.digest,
  action: row.action,
  reason: row.reason,
  detail: row.detail,
  overwrites: row.overwrites,
  bytes: row.bytes,
  manifests: row.manifests,
  referrers: row.referrers,
  missingPlatforms: row.missingPlatforms,
  result: row.result,
  resultCode: row.resultCode,
  resultDetail: row.resultDetail,
  doneAt: row.doneAt?.toISOString() ?? null,
})
