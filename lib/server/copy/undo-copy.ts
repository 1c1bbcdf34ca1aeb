import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Copy } from '#lib/api/copies.ts'
import type { Context } from '../context.ts'
import { queues } from '../jobs/jobs.ts'
import { ApiError } from '../problem.ts'
import { copies, copyItems } from '../store/schema.ts'
import { publishCopy, readCopy } from './copy-store.ts'
import { presentCopy } from './present-copy.ts'

/**
 * Has the tags that a copy wrote put back to what they were on, or removed where there were none, as a job. Blobs and manifests that
 * have arrived stay. Throws `copy_under_way` and `undo_expired`. Asked twice, nothing happens the second time.
 */
export async function undoCopyRun(context: Context, id: string): Promise<Copy> {
  const { runtime, actor, requestId } = context
  await readCopy(runtime, id)
  const job = await runtime.store.db.transaction(async (tx) => {
    const [row] = await tx.select().from(copies).where(eq(copies.id, id)).for('update')
    if (row?.state === 'queued' || row?.state === 'running')
      throw new ApiError('copy_under_way', 'It is being copied: wait until that has ended, or stop it.')
    const isExpired = row?.undoState === 'expired' || (row?.expiresAt && row.expiresAt < new Date())
    if (isExpired) throw new ApiError('undo_expired', 'What was overwritten is not kept any more.')
    if (row?.undoState !== 'possible') return null
    await tx
      .update(copyItems)
      .set({ isUndoing: true, resultCode: null, resultDetail: null })
      .where(and(eq(copyItems.copyId, id), eq(copyItems.result, 'copied'), eq(copyItems.isTagBegun, true)))
    const undoJobId = randomUUID()
    await tx
      .update(copies)
      .set({
        undoState: 'running',
        undoJobId,
        actor: actor.username,
        actorRole: actor.role,
        requestId,
        cancelledAt: null,
      })
      .where(eq(copies.id, id))
    return undoJobId
  })
  if (job !== null) {
    await runtime.jobs.insert(queues.copyUndo, [{ id: job, data: { copyId: id } }])
    publishCopy(runtime, id)
  }
  return presentCopy(context, id)
}
