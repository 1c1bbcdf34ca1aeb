import type { Runtime } from '../runtime.ts'
import type { AnyKind } from './kind.ts'
import { readAutomations } from './known.ts'

/** What a schedule sends has the automation alone; what a person asked for is a run that is written down already. */
export type AutomationJob = Readonly<Record<string, string>>

export const jobFor = ({ one }: Pick<AnyKind, 'one'>, id: string): AutomationJob => ({ [`${one}Id`]: id })
export const idOfJob = ({ one }: Pick<AnyKind, 'one'>, job: AutomationJob) => job[`${one}Id`] ?? ''

/** Has pg-boss run those that are on when their schedules say, and no others. */
export async function syncSchedules(kind: AnyKind, runtime: Runtime): Promise<void> {
  const wanted = (await readAutomations(kind, runtime)).flatMap(
    ({ id, definition: { enabled, schedule } }) =>
      enabled && schedule ? [{ key: id, ...schedule, data: jobFor(kind, id) }] : [],
  )
  await runtime.jobs.setSchedules(kind.queue, wanted)
}
