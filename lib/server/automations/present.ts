import type { AutomationRecord, AutomationRun } from '#lib/api/automations.ts'
import { nextRuns } from '../jobs/schedule.ts'
import type { Runtime } from '../runtime.ts'
import type { AutomationDefinition, AutomationKind, Known } from './kind.ts'
import { readRuns, runsOf } from './runs.ts'

export async function presentAutomation<D extends AutomationDefinition, Run extends AutomationRun>(
  // biome-ignore lint/suspicious/noExplicitAny: how a run is kept is the kind's own business.
  kind: AutomationKind<D, Run, any>,
  runtime: Runtime,
  { id, definition, stored }: Known<D>,
): Promise<AutomationRecord & D & { readonly lastRun: Run | null }> {
  const { enabled, schedule } = definition
  const next = enabled && schedule ? await nextRuns(schedule, new Date()).catch(() => []) : []
  const [lastRun] = await readRuns(kind, runtime, runsOf(kind, id), 1)
  return {
    ...definition,
    id,
    source: stored ? 'store' : 'file',
    version: stored?.version ?? 0,
    createdBy: stored?.createdBy ?? null,
    createdAt: stored?.createdAt.toISOString() ?? null,
    updatedBy: stored?.updatedBy ?? null,
    updatedAt: stored?.updatedAt.toISOString() ?? null,
    nextRuns: next.map((at) => at.toISOString()),
    lastRun: lastRun ?? null,
  }
}
