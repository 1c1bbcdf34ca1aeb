import type { CompareState } from '#lib/api/compare.ts'
import type { CheckCounts } from '#lib/api/comparison-check.ts'
import type { SavedComparison } from '#lib/api/comparisons.ts'
import { compareTagsPath } from './paths.ts'

/** What a comparison compares, as its address says it. */
export type ComparedQuestion = Pick<SavedComparison, 'targets' | 'q' | 'match' | 'ignoreIndexes'>

/** Where a saved comparison is shown; with states: those rows of it alone. */
export function savedComparisonPath(
  { targets, q, match, ignoreIndexes }: ComparedQuestion,
  states: readonly CompareState[] = [],
): string {
  const more = new URLSearchParams({
    ...(q ? { q } : {}),
    ...(q && match !== 'text' ? { match } : {}),
    ...(ignoreIndexes ? { ignoreIndexes: 'true' } : {}),
    ...(states.length > 0 ? { state: states.join(',') } : {}),
  }).toString()
  return [compareTagsPath(targets), more].filter(Boolean).join('&')
}

export const isSameQuestion = (a: ComparedQuestion, b: ComparedQuestion) =>
  a.q === b.q &&
  (a.q === '' || a.match === b.match) &&
  a.ignoreIndexes === b.ignoreIndexes &&
  a.targets.join() === b.targets.join()

type Expectation = Pick<SavedComparison, 'expect' | 'ignoreIndexes'>

/** How many of the tags that count as drift differ, and how many are only missing somewhere. */
export function driftOf({ expect }: Pick<Expectation, 'expect'>, { drifting, missing }: CheckCounts) {
  const gaps = expect === 'same' ? missing : 0
  return { differs: drifting - gaps, missing: gaps }
}

/** The rows among which the drift is: what is missing somewhere may differ between others as well. */
export function driftStates({ expect, ignoreIndexes }: Expectation, counts: CheckCounts): CompareState[] {
  const differing = counts.differs - (ignoreIndexes ? counts.sameImages : 0)
  return expect === 'same' || counts.drifting > differing ? ['differs', 'missing'] : ['differs']
}
