import { and, asc, eq, sql } from 'drizzle-orm'
import { createPatience } from '../deletion/run/patience.ts'
import type { RepositoryLocks } from '../deletion/run/repository-locks.ts'
import { failureOf } from '../index/failure.ts'
import { refreshTagList } from '../index/tag-list.ts'
import { tellTags } from '../index/tell.ts'
import type { RunningJob } from '../jobs/jobs.ts'
import type { Runtime } from '../runtime.ts'
import { copyItems } from '../store/schema.ts'
import { type CopyData, contextOf } from './copy-job.ts'
import { type CopyItemRow, type CopyRow, changeItem, publishCopy, readCopy } from './copy-store.ts'
import { ItemEnds } from './item-ends.ts'
import { undoItem } from './undo-item.ts'
import { watchCancelling } from './watch-cancelling.ts'

/** Undoes a copy, repository after repository, each under its lock. Begun anew after a crash it goes on with what is left. */
export async function undoCopyJob(
  runtime: Runtime,
  locks: RepositoryLocks,
  { id: jobId, data, signal }: RunningJob<CopyData>,
): Promise<void> {
  const copy = await readCopy(runtime, data.copyId).catch(() => null)
  if (copy?.undoState !== 'running' || copy.undoJobId !== jobId) return
  const cancelling = watchCancelling(runtime, copy.id)
  const context = contextOf(runtime, copy, signal)
  const isWanted = async () => !cancelling.signal.aborted
  try {
    const rows = await readUndoing(runtime, copy.id)
    for (const of of Map.groupBy(rows, (row) => `${row.toRegistry} ${row.toRepository}`).values()) {
      const [{ toRegistry, toRepository: repository }] = of as [CopyItemRow]
      const registry = await runtime.registries.get(toRegistry).catch(() => null)
      if (!registry) {
        for (const row of of) await endItem(runtime, row, 'registry_not_found', null)
        continue
      }
      const place = { runtime, registry, repository, call: { signal } }
      const patience = createPatience(signal)
      await locks.hold({ registry: toRegistry, repository }, { isWanted, signal }, async () => {
        for (const row of of) {
          if (cancelling.signal.aborted || row.toTag === null) return
          const { toTag } = row
          await patience
            .try(() => undoItem(context, place, row, toTag))
            .then(() => changeItem(runtime, row, { result: 'undone', isUndoing: false }))
            .catch(async (error) => {
              if (signal.aborted) throw error
              const { code, detail } = error instanceof ItemEnds ? error : failureOf(error)
              await endItem(runtime, row, code, detail)
            })
          publishCopy(runtime, copy.id)
        }
      })
      await refreshTagList(place).catch(() => {})
      tellTags(place)
    }
  } finally {
    cancelling.stop()
  }
  await finishUndo(runtime, copy)
}

const endItem = (runtime: Runtime, row: CopyItemRow, code: string, detail: string | null) =>
  changeItem(runtime, row, { resultCode: code, resultDetail: detail, isUndoing: false })

const readUndoing = ({ store }: Runtime, id: string): Promise<CopyItemRow[]> =>
  store.db
    .select()
    .from(copyItems)
    .where(and(eq(copyItems.copyId, id), eq(copyItems.isUndoing, true)))
    .orderBy(asc(copyItems.toRegistry), asc(copyItems.toRepository), asc(copyItems.position))

/** `undone` once no tag is left that the copy wrote; what was moved since, or failed, can be tried again. */
async function finishUndo(runtime: Runtime, { id, undoJobId }: CopyRow): Promise<void> {
  await runtime.store.db.execute(sql`
    WITH ended AS (
      UPDATE copy_items SET is_undoing = false WHERE copy_id = ${id} AND is_undoing
    ), counted AS (
      SELECT count(*) AS left FROM copy_items WHERE copy_id = ${id} AND result = 'copied' AND is_tag_begun
    )
    UPDATE copies c SET cancelled_at = NULL,
      undo_state = CASE WHEN counted.left = 0 THEN 'done' ELSE 'possible' END,
      state = CASE WHEN counted.left = 0 THEN 'undone' ELSE c.state END
    FROM counted WHERE c.id = ${id} AND c.undo_state = 'running' AND c.undo_job_id = ${undoJobId}`)
  publishCopy(runtime, id)
}
