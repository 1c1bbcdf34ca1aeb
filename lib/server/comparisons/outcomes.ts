import type { SavedComparison } from '#lib/api/comparisons.ts'
import type { Runtime } from '../runtime.ts'
import { asksTheSame, type CheckRow, readLatestChecks } from './checks.ts'
import type { KnownComparison } from './comparisons.ts'

export interface Outcome {
  readonly state: SavedComparison['state']
  /** The last check that ended; null where none has since it compares what it compares. */
  readonly last: CheckRow | null
  readonly underWay: CheckRow | null
}

/** What the last checks said, in the order of the comparisons. */
export async function readOutcomes(
  runtime: Runtime,
  comparisons: readonly KnownComparison[],
): Promise<{ readonly comparison: KnownComparison; readonly outcome: Outcome }[]> {
  const latestOf = await readLatestChecks(
    runtime,
    comparisons.map(({ id }) => id),
  )
  return comparisons.map((comparison) => {
    const { ended, underWay } = latestOf(comparison.id)
    // What was found before it was changed says nothing of what it compares now.
    const last = ended && asksTheSame(ended.definition, comparison.definition) ? ended : null
    return { comparison, outcome: { state: stateOf(last), last, underWay } }
  })
}

function stateOf(last: CheckRow | null): SavedComparison['state'] {
  const state = last?.state
  return state === 'same' || state === 'drift' || state === 'failed' ? state : 'unchecked'
}
