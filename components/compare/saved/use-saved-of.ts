'use client'
import { isSameQuestion } from '#lib/client/saved-comparison.ts'
import { useSavedComparisons } from '#lib/client/use-saved-comparisons.ts'
import type { CompareView } from '../use-compare-view.ts'

export const questionOfView = ({ target, q, match, ignoreIndexes }: CompareView) => ({
  targets: target,
  q,
  match,
  ignoreIndexes,
})

/** The saved comparison that compares what is on the page; null: there is none; undefined: nobody knows yet. */
export function useSavedOf(view: CompareView) {
  const items = useSavedComparisons().data?.items
  const question = questionOfView(view)
  return items && (items.find((one) => isSameQuestion(one, question)) ?? null)
}
