import { randomUUID } from 'node:crypto'
import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Copy } from '#lib/api/copies.ts'
import type { CopyPlan, CopyRequest } from '#lib/api/copy-plan.ts'
import type { Context } from '../context.ts'
import { queues } from '../jobs/jobs.ts'
import { ApiError } from '../problem.ts'
import { copies, copyItems } from '../store/schema.ts'
import { insertCopy, publishCopy, readCopy } from './copy-store.ts'
import { planCopyOf } from './plan-copy.ts'
import type { CopyPair } from './prepare-item.ts'
import { presentCopy } from './present-copy.ts'

const mostNamed = 100

/** Plans a copy and has it done as a job. Throws `tag_exists`, and copies nothing, where a tag would be overwritten unasked. */
export async function beginCopy(
  context: Context,
  request: Pick<CopyRequest, 'items' | 'options'>,
): Promise<Copy> {
  const plan = await planCopyOf(context, request)
  const taken = plan.items.filter(({ reason }) => reason === 'exists')
  if (taken.length > 0)
    throw new ApiError('tag_exists', 'A tag of this name is on another digest in the target.', {
      issues: taken.slice(0, mostNamed).map(({ position, to, overwrites }) => ({
        path: `body.items.${position}.to`,
        message: `${to} is on ${overwrites}`,
      })),
    })
  return presentCopy(context, await beginPlanned(context, request, plan, null))
}

/** Has what was planned done as a job, in the run of a mirror or because somebody said so; answers its id. */
export async function beginPlanned(
  context: Context,
  request: { readonly items: readonly CopyPair[] },
  plan: CopyPlan,
  mirror: { readonly id: string; readonly name: string } | null,
): Promise<string> {
  const { runtime } = context
  const job = randomUUID()
  const id = await insertCopy(context, request, plan, job, mirror)
  await runtime.jobs.insert(queues.copy, [{ id: job, data: { copyId: id } }])
  publishCopy(runtime, id)
  return id
}

/** Goes on with what failed or was cancelled. One that is under way, or through, is left as it is. */
export async function resumeCopyRun(context: Context, id: string): Promise<Copy> {
  const { runtime, actor, requestId } = context
  await readCopy(runtime, id)
  const job = await runtime.store.db.transaction(async (tx) => {
    const [row] = await tx.select().from(copies).where(eq(copies.id, id)).for('update')
    if (row?.undoState === 'running')
      throw new ApiError('copy_under_way', 'It is being undone: wait until that has ended.')
    if (!row || !['partial', 'failed', 'cancelled'].includes(row.state)) return null
    await tx
      .update(copyItems)
      .set({ result: null, resultCode: null, resultDetail: null, doneAt: null, bytesDone: 0 })
      .where(and(eq(copyItems.copyId, id), inArray(copyItems.result, ['failed', 'cancelled'])))
    const jobId = randomUUID()
    await tx
      .update(copies)
      .set({
        state: 'queued',
        jobId,
        actor: actor.username,
        actorRole: actor.role,
        requestId,
        finishedAt: null,
        cancelledAt: null,
        problem: null,
      })
      .where(eq(copies.id, id))
    return jobId
  })
  if (job !== null) {
    await runtime.jobs.insert(queues.copy, [{ id: job, data: { copyId: id } }])
    publishCopy(runtime, id)
  }
  return presentCopy(context, id)
}

/** Asks a copy, or its undoing, to stop. One that is not under way is left as it is. */
export async function cancelCopyRun(context: Context, id: string): Promise<Copy> {
  const { runtime } = context
  await readCopy(runtime, id)
  await runtime.store.db
    .update(copies)
    .set({ cancelledAt: sql`now()` })
    .where(
      and(
        eq(copies.id, id),
        isNull(copies.cancelledAt),
        or(inArray(copies.state, ['queued', 'running']), eq(copies.undoState, 'running')),
      ),
    )
  publishCopy(runtime, id)
  return presentCopy(context, id)
}
