import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Deletion } from '#lib/api/deletion.ts'
import type { Context } from '../../context.ts'
import { queues } from '../../jobs/jobs.ts'
import { ApiError } from '../../problem.ts'
import { deletions } from '../../store/schema.ts'
import { expiryOf } from './finish-run.ts'
import { presentDeletion } from './present-deletion.ts'
import { publishRun, readRun } from './run-store.ts'

/** What could not even be planned is tried now: its registry may delete, or answer, by now. */
const blocked = sql`reason IN ('read_only', 'deletion_disabled', 'deletion_refused', 'unreadable')`

/**
 * Has a run done as a job. One that is under way, or through, is left as it is; one that ended as partial goes on with what
 * is still there. Throws `deletion_not_found`, and `deletion_under_way` while it is being undone.
 */
export async function executeRun(context: Context, id: string): Promise<Deletion> {
  const { runtime, actor, requestId } = context
  await readRun(runtime, id)
  const jobId = await runtime.store.db.transaction(async (tx) => {
    const [run] = await tx.select().from(deletions).where(eq(deletions.id, id)).for('update')
    if (run?.undoState === 'running')
      throw new ApiError('deletion_under_way', 'It is being undone: wait until that has ended.')
    if (!run || !['planned', 'partial', 'failed'].includes(run.state)) return null
    await tx.execute(sql`
      UPDATE deletion_items SET result = NULL, result_code = NULL, result_detail = NULL, done_at = NULL, action = 'remove'
      WHERE deletion_id = ${id} AND (result IN ('failed', 'cancelled') OR (action = 'keep' AND ${blocked}))`)
    const job = randomUUID()
    await tx
      .update(deletions)
      .set({
        state: 'running',
        jobId: job,
        actor: actor.username,
        actorRole: actor.role,
        requestId,
        startedAt: run.startedAt ?? new Date(),
        finishedAt: null,
        cancelledAt: null,
        problem: null,
        // Something may be gone before it ends.
        expiresAt: expiryOf(runtime),
      })
      .where(eq(deletions.id, id))
    return job
  })
  if (jobId !== null) {
    await runtime.jobs.insert(queues.deletion, [{ id: jobId, data: { deletionId: id } }])
    publishRun(runtime, id)
  }
  return presentDeletion(context, id)
}

/** Asks a run, or its undoing, to stop after what is under way. One that is not under way is left as it is. */
export async function cancelRun(context: Context, id: string): Promise<Deletion> {
  const { runtime } = context
  await readRun(runtime, id)
  await runtime.store.db
    .update(deletions)
    .set({ cancelledAt: sql`now()` })
    .where(
      sql`${deletions.id} = ${id} AND ${deletions.cancelledAt} IS NULL
        AND (${deletions.state} = 'running' OR ${deletions.undoState} = 'running')`,
    )
  publishRun(runtime, id)
  return presentDeletion(context, id)
}
