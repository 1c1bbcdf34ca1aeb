import { queues } from '../jobs/jobs.ts'
import type { Runtime } from '../runtime.ts'
import type { CheckJob } from './check-job.ts'
import { readComparisons } from './comparisons.ts'

/** Has pg-boss check the comparisons that have a schedule when it says so, and no others. */
export async function syncComparisonSchedules(runtime: Runtime): Promise<void> {
  const wanted = (await readComparisons(runtime)).flatMap(({ id, definition: { schedule } }) =>
    schedule ? [{ key: id, ...schedule, data: { comparisonId: id } satisfies CheckJob }] : [],
  )
  await runtime.jobs.setSchedules(queues.comparison, wanted)
}
