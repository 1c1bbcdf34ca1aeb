import { queues } from '../jobs/jobs.ts'
import type { Runtime } from '../runtime.ts'
import { readMirrors } from './mirrors.ts'

/** Has pg-boss run the mirrors that are on when their schedules say, and no others. */
export async function syncMirrorSchedules(runtime: Runtime): Promise<void> {
  const wanted = (await readMirrors(runtime)).flatMap(({ id, definition: { enabled, schedule } }) =>
    enabled && schedule ? [{ key: id, ...schedule, data: { mirrorId: id } }] : [],
  )
  await runtime.jobs.setSchedules(queues.mirror, wanted)
}
