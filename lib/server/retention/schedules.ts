import { queues } from '../jobs/jobs.ts'
import type { Runtime } from '../runtime.ts'
import { readPolicies } from './policies.ts'

/** Has pg-boss run the policies that are on when their schedules say, and no others. */
export async function syncSchedules(runtime: Runtime): Promise<void> {
  const wanted = (await readPolicies(runtime)).flatMap(({ id, definition: { enabled, schedule } }) =>
    enabled && schedule ? [{ key: id, ...schedule, data: { policyId: id } }] : [],
  )
  await runtime.jobs.setSchedules(queues.policy, wanted)
}
