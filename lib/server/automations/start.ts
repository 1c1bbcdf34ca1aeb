import type { Runtime } from '../runtime.ts'
import type { AnyKind } from './kind.ts'
import { runAutomationJob } from './run.ts'
import { type AutomationJob, syncSchedules } from './schedules.ts'

/** Has a kind run by its schedules, and does the runs that are asked for, here as on every replica. */
export function startAutomations(kind: AnyKind, runtime: Runtime): { stop(): void } {
  let isStopped = false
  const start = async () => {
    await runtime.jobs.ready()
    if (isStopped) return
    await runtime.jobs.work<AutomationJob>(kind.queue, { atOnce: 1 }, (job) =>
      runAutomationJob(kind, runtime, job),
    )
    // Those of the configuration file may have changed.
    await syncSchedules(kind, runtime)
  }
  start().catch((error) => {
    if (!isStopped) runtime.log.error({ err: error }, `${kind.many} could not be started`)
  })
  return {
    stop() {
      isStopped = true
    },
  }
}
