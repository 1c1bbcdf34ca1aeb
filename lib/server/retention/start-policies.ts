import { queues } from '../jobs/jobs.ts'
import type { Runtime } from '../runtime.ts'
import { type PolicyJob, runPolicyJob } from './run-policy.ts'
import { syncSchedules } from './schedules.ts'

/** Has policies run by their schedules, and does the runs that are asked for, here as on every replica. */
export function startPolicies(runtime: Runtime): { stop(): void } {
  let isStopped = false
  const start = async () => {
    await runtime.jobs.ready()
    if (isStopped) return
    await runtime.jobs.work<PolicyJob>(queues.policy, { atOnce: 1, atOncePerGroup: 1 }, (job) =>
      runPolicyJob(runtime, job),
    )
    // Those of the configuration file may have changed.
    await syncSchedules(runtime)
  }
  start().catch((error) => {
    if (!isStopped) runtime.log.error({ err: error }, 'policies could not be started')
  })
  return {
    stop() {
      isStopped = true
    },
  }
}
