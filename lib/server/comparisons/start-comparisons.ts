import { queues } from '../jobs/jobs.ts'
import type { Runtime } from '../runtime.ts'
import { type CheckJob, runCheckJob } from './check-job.ts'
import { syncComparisonSchedules } from './schedules.ts'

/** A check waits while a registry asks for patience: the next one need not. */
const checksAtOnce = 2

/** Has saved comparisons checked by their schedules, and does the checks that are asked for, here as on every replica. */
export function startComparisons(runtime: Runtime): { stop(): void } {
  let isStopped = false
  const start = async () => {
    await runtime.jobs.ready()
    if (isStopped) return
    const places = { atOnce: checksAtOnce }
    await runtime.jobs.work<CheckJob>(queues.comparison, places, (job) => runCheckJob(runtime, job))
    // Those of the configuration file may have changed.
    await syncComparisonSchedules(runtime)
  }
  start().catch((error) => {
    if (!isStopped) runtime.log.error({ err: error }, 'saved comparisons could not be started')
  })
  return {
    stop() {
      isStopped = true
    },
  }
}
