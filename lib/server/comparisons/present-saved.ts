import type { SavedComparison } from '#lib/api/comparisons.ts'
import type { OverviewComparison } from '#lib/api/overview.ts'
import { nextRuns } from '../jobs/schedule.ts'
import type { Runtime } from '../runtime.ts'
import { presentCheck } from './checks.ts'
import { type KnownComparison, readComparisons } from './comparisons.ts'
import { readOutcomes } from './outcomes.ts'

/** Saved comparisons with what their last checks said of them. */
export async function presentSaved(
  runtime: Runtime,
  comparisons: readonly KnownComparison[],
): Promise<SavedComparison[]> {
  return Promise.all(
    (await readOutcomes(runtime, comparisons)).map(async ({ comparison, outcome }) => {
      const { id, definition, stored } = comparison
      const { state, last, underWay } = outcome
      const { schedule } = definition
      const next = schedule ? await nextRuns(schedule, new Date()).catch(() => []) : []
      return {
        id,
        ...definition,
        source: stored ? 'store' : 'file',
        version: stored?.version ?? 0,
        createdBy: stored?.createdBy ?? null,
        createdAt: stored?.createdAt.toISOString() ?? null,
        updatedBy: stored?.updatedBy ?? null,
        updatedAt: stored?.updatedAt.toISOString() ?? null,
        nextChecks: next.map((at) => at.toISOString()),
        state,
        driftsSince: last?.driftsSince?.toISOString() ?? null,
        lastCheck: last && presentCheck(last),
        check: underWay && presentCheck(underWay),
      }
    }),
  )
}

/** What the overview says of them. */
export async function readDrift(runtime: Runtime): Promise<OverviewComparison[]> {
  const all = await readOutcomes(runtime, await readComparisons(runtime))
  return all.map(({ comparison: { id, definition }, outcome: { state, last } }) => {
    const { name, targets, q, match, ignoreIndexes, expect } = definition
    return {
      ...{ id, name, targets, q, match, ignoreIndexes, expect, state },
      driftsSince: last?.driftsSince?.toISOString() ?? null,
      checkedAt: last?.finishedAt?.toISOString() ?? null,
      counts: last?.counts ?? null,
      problem: last?.problem ?? null,
    }
  })
}
