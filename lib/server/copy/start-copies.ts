import { sql } from 'drizzle-orm'
import { createRepositoryLocks } from '../deletion/run/repository-locks.ts'
import { countOpenJobs } from '../jobs/active-jobs.ts'
import { queues } from '../jobs/jobs.ts'
import type { Runtime } from '../runtime.ts'
import { type CopyData, copyJob } from './copy-job.ts'
import { forgetCopies } from './forget-copies.ts'
import { undoCopyJob } from './undo-job.ts'

const lookMs = 5_000
const forgetMs = 3_600_000
/** Copies that this process works on at once. */
const atOnce = 2

/** Does the copies that are asked for, here as on every replica, and forgets what can't be undone any more. */
export function startCopies(runtime: Runtime): { stop(): Promise<void> } {
  const locks = createRepositoryLocks(runtime)
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let forgottenAt = Number.NEGATIVE_INFINITY
  const look = async () => {
    await lookAfter(runtime)
    if (performance.now() - forgottenAt < forgetMs) return
    forgottenAt = performance.now()
    await forgetCopies(runtime)
  }
  const again = () => {
    if (isStopped) return
    look()
      .catch((error) => {
        if (!isStopped) runtime.log.warn({ err: error }, 'copies')
      })
      .finally(() => {
        if (!isStopped) timer = setTimeout(again, lookMs)
        timer?.unref()
      })
  }
  const starting = (async () => {
    await runtime.jobs.ready()
    if (isStopped) return
    const options = { atOnce }
    await runtime.jobs.work<CopyData>(queues.copy, options, (job) => copyJob(runtime, locks, job))
    await runtime.jobs.work<CopyData>(queues.copyUndo, options, (job) => undoCopyJob(runtime, locks, job))
    again()
  })().catch((error) => {
    if (!isStopped) runtime.log.error({ err: error }, 'copies could not be started')
  })
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await Promise.race([starting, new Promise((resolve) => setTimeout(resolve, 1_000).unref())])
      await locks.close()
    },
  }
}

/** A copy, or its undoing, that says it is under way and has no job (a process died between the two) gets its job. */
async function lookAfter({ store, jobs }: Runtime): Promise<void> {
  const { rows } = await store.db.execute<{ id: string; job: string; is_undo: boolean }>(sql`
    SELECT id, job_id AS job, false AS is_undo FROM copies
    WHERE state IN ('queued', 'running') AND job_id IS NOT NULL AND created_at < now() - interval '10 seconds'
    UNION ALL
    SELECT id, undo_job_id, true FROM copies WHERE undo_state = 'running' AND undo_job_id IS NOT NULL`)
  for (const { id, job, is_undo } of rows) {
    const queue = is_undo ? queues.copyUndo : queues.copy
    if ((await countOpenJobs(store, queue, { copyId: id })) > 0) continue
    // A job of this id that has ended stays in the way for a while: it is tried again later then.
    await jobs.insert(queue, [{ id: job, data: { copyId: id } }])
  }
}
