import { queues } from '../jobs/jobs.ts'
import type { Runtime } from '../runtime.ts'
import { type MirrorJob, runMirrorJob } from './run-mirror.ts'
import { syncMirrorSchedules } from './schedules.ts'

/** Has mirrors run by their schedules, and does the runs that are asked for, here as on every replica. */
export function startMirrors(runtime: Runtime): { stop(): void } {
  let isStopped = false
  const start = async () => {
    await runtime.jobs.ready()
    if (isStopped) return
    await runtime.jobs.work<MirrorJob>(queues.mirror, { atOnce: 1, atOncePerGroup: 1 }, (job) =>
      runMirrorJob(runtime, job),
    )
    // Those of the configuration file may have changed.
    await syncMirrorSchedules(runtime)
  }
  start().catch((error) => {
    if (!isStopped) runtime.log.error({ err: error }, 'mirrors could not be started')
  })
  return {
    stop() {
      isStopped = true
    },
  }
}
