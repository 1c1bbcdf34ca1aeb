import { sql } from 'drizzle-orm'
import { countOpenJobs } from '../../jobs/active-jobs.ts'
import { queues } from '../../jobs/jobs.ts'
import type { Runtime } from '../../runtime.ts'
import { forgetRuns } from './forget-runs.ts'
import { createRepositoryLocks } from './repository-locks.ts'
import { executeJob, type RunData } from './run-job.ts'
import { endAbandoned } from './single-run.ts'
import { undoJob } from './undo-job.ts'

const lookMs = 5_000
const forgetMs = 3_600_000
/** Runs that this process works on at once; each works on one repository at a time. */
const atOnce = 4

/** Does the deletions that are asked for, here as on every replica, and forgets what can't be undone any more. */
export function startRuns(runtime: Runtime): { stop(): Promise<void> } {
  const locks = createRepositoryLocks(runtime)
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let forgottenAt = Number.NEGATIVE_INFINITY
  const look = async () => {
    await lookAfter(runtime)
    await endAbandoned(runtime)
    if (performance.now() - forgottenAt < forgetMs) return
    forgottenAt = performance.now()
    await forgetRuns(runtime)
  }
  const again = () => {
    if (isStopped) return
    look()
      .catch((error) => {
        if (!isStopped) runtime.log.warn({ err: error }, 'deletions')
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
    await runtime.jobs.work<RunData>(queues.deletion, options, (job) => executeJob(runtime, locks, job))
    await runtime.jobs.work<RunData>(queues.undo, options, (job) => undoJob(runtime, locks, job))
    again()
  })().catch((error) => {
    if (!isStopped) runtime.log.error({ err: error }, 'deletions could not be started')
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

/** A run that says it is under way and has no job (a process died between the two) gets its job. */
async function lookAfter({ store, jobs }: Runtime): Promise<void> {
  const { rows } = await store.db.execute<{ id: string; job: string; is_undo: boolean }>(sql`
    SELECT id, job_id AS job, false AS is_undo FROM deletions
    WHERE state = 'running' AND job_id IS NOT NULL AND started_at < now() - interval '10 seconds'
    UNION ALL
    SELECT id, undo_job_id, true FROM deletions WHERE undo_state = 'running' AND undo_job_id IS NOT NULL`)
  for (const { id, job, is_undo } of rows) {
    const queue = is_undo ? queues.undo : queues.deletion
    if ((await countOpenJobs(store, queue, { deletionId: id })) > 0) continue
    // A job of this id that has ended stays in the way for a while: it is tried again later then.
    await jobs.insert(queue, [{ id: job, data: { deletionId: id } }])
  }
}
