'use client'
import { useTranslations } from 'use-intl'
import { ComparisonState } from '#components/shared/comparison-facts.tsx'
import type { SavedComparison } from '#lib/api/comparisons.ts'

/** Under which name it is saved, and what its last check said. */
export function SavedFact({ saved: { name, state } }: { saved: SavedComparison }) {
  const t = useTranslations('comparisons')
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 text-muted">
      <span className="min-w-0 break-words">{t('savedAs', { name })}</span>
      <ComparisonState state={state} />
    </span>
  )
}
