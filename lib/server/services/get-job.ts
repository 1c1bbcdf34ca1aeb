import { asc, desc, eq, or } from 'drizzle-orm'
import type { ParamsOf } from '#lib/api/endpoint.ts'
import type { getJob as endpoint, Job } from '#lib/api/jobs.ts'
import type { Context } from '../context.ts'
import { summariseCopies } from '../copy/present-copy.ts'
import { presentDeletion } from '../deletion/run/present-deletion.ts'
import { ApiError } from '../problem.ts'
import { copies, deletions, jobLog, syncWalks } from '../store/schema.ts'

const linesShown = 100

/** A job of which something is known yet. Throws `job_not_found`. */
export async function getJob(context: Context, { id }: ParamsOf<typeof endpoint>): Promise<Job> {
  const job =
    (await readRunJob(context, id)) ?? (await readCopyJob(context, id)) ?? (await readWalk(context, id))
  if (!job) throw new ApiError('job_not_found', 'There is no such job, or it was forgotten.')
  return job
}

async function readRunJob(context: Context, id: string): Promise<Job | null> {
  const { db } = context.runtime.store
  const [row] = await db
    .select({ id: deletions.id, undoJobId: deletions.undoJobId })
    .from(deletions)
    .where(or(eq(deletions.jobId, id), eq(deletions.undoJobId, id)))
  if (!row) return null
  const run = await presentDeletion(context, row.id)
  const lines = await db
    .select()
    .from(jobLog)
    .where(eq(jobLog.jobId, id))
    .orderBy(desc(jobLog.position))
    .limit(linesShown)
  const log = lines.reverse().map(({ at, code, detail }) => ({ at: at.toISOString(), code, detail }))
  const common = { id, deletion: row.id, copy: null, registry: null, log }
  if (row.undoJobId === id) {
    const { state, items, left } = run.undo
    const done = run.results.undone
    return {
      ...common,
      kind: 'undo',
      state: state === 'running' ? 'running' : state === 'done' ? 'succeeded' : 'partial',
      startedAt: null,
      finishedAt: null,
      progress: { done, total: done + (left ?? items) },
    }
  }
  const isCancelled = run.results.cancelled > 0
  return {
    ...common,
    kind: 'deletion',
    state:
      run.state === 'running'
        ? 'running'
        : run.state === 'succeeded' || run.state === 'undone'
          ? 'succeeded'
          : run.state === 'failed'
            ? 'failed'
            : isCancelled
              ? 'cancelled'
              : run.state === 'partial'
                ? 'partial'
                : 'failed',
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    progress: run.progress,
  }
}

/** Its log is its items. */
async function readCopyJob(context: Context, id: string): Promise<Job | null> {
  const [row] = await context.runtime.store.db
    .select()
    .from(copies)
    .where(or(eq(copies.jobId, id), eq(copies.undoJobId, id)))
  if (!row) return null
  const [copy] = await summariseCopies(context, [row])
  if (!copy) return null
  const common = { id, deletion: null, copy: row.id, registry: null, log: [] }
  if (row.undoJobId === id) {
    const { state } = copy.undo
    const { undone, copied } = copy.results
    return {
      ...common,
      kind: 'copyUndo',
      state: state === 'running' ? 'running' : state === 'done' ? 'succeeded' : 'partial',
      startedAt: null,
      finishedAt: null,
      progress: { done: undone, total: undone + copied },
    }
  }
  return {
    ...common,
    kind: 'copy',
    state: copy.state === 'undone' ? 'succeeded' : copy.state,
    startedAt: copy.startedAt,
    finishedAt: copy.finishedAt,
    progress: { done: copy.progress.itemsDone, total: copy.progress.itemsTotal },
  }
}

async function readWalk({ runtime }: Context, id: string): Promise<Job | null> {
  const [walk] = await runtime.store.db
    .select()
    .from(syncWalks)
    .where(eq(syncWalks.id, id))
    .orderBy(asc(syncWalks.startedAt))
  if (!walk) return null
  return {
    id,
    kind: 'walk',
    state: walk.state,
    deletion: null,
    copy: null,
    registry: walk.registryId,
    startedAt: walk.startedAt.toISOString(),
    finishedAt: walk.finishedAt?.toISOString() ?? null,
    progress: {
      done: walk.repositoriesDone,
      total: walk.isCatalogDone ? walk.repositoriesTotal : null,
    },
    log: walk.problem
      ? [{ at: walk.updatedAt.toISOString(), code: walk.problem.code, detail: walk.problem.detail }]
      : [],
  }
}
