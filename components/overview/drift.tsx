'use client'
import { CircleCheck } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { ComparisonFacts, ComparisonState } from '#components/shared/comparison-facts.tsx'
import { IntentLink } from '#components/ui/intent-link.tsx'
import type { OverviewComparison } from '#lib/api/overview.ts'
import { comparePath, driftSectionId } from '#lib/client/paths.ts'
import { driftStates, savedComparisonPath } from '#lib/client/saved-comparison.ts'
import { SectionHeader } from './section-header.tsx'

/** Saved comparisons that drift, and those that could not be checked. Of the others it says how many there are. */
export function Drift({ comparisons }: { comparisons: readonly OverviewComparison[] }) {
  const t = useTranslations('comparisons.overview')
  if (comparisons.length === 0) return null
  const toTell = (['drift', 'failed'] as const).flatMap((state) =>
    comparisons.filter((one) => one.state === state),
  )
  const count = (state: OverviewComparison['state']) =>
    comparisons.filter((one) => one.state === state).length
  const [fine, unchecked] = [count('same'), count('unchecked')]
  return (
    <section id={driftSectionId} aria-label={t('title')} className="min-w-0 border-border border-t pb-4">
      <SectionHeader title={t('title')} lead={t('lead', { count: comparisons.length })}>
        <IntentLink href={comparePath} className="text-accent hover:underline">
          {t('all')}
        </IntentLink>
      </SectionHeader>
      {toTell.length > 0 && (
        <ul className="border-border border-t">
          {toTell.map((comparison) => (
            <li
              key={comparison.id}
              className="grid gap-x-6 border-border border-b px-4 py-2 md:grid-cols-[minmax(0,3fr)_11rem_minmax(0,6fr)] md:items-baseline md:px-6"
            >
              <IntentLink
                href={pathOf(comparison)}
                className="min-w-0 truncate font-medium hover:text-accent hover:underline"
              >
                {comparison.name}
              </IntentLink>
              <ComparisonState state={comparison.state} />
              <span className="grid min-w-0">
                <ComparisonFacts outcome={comparison} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {(fine > 0 || unchecked > 0) && (
        <p className="flex items-center gap-2 px-4 pt-2 text-muted md:px-6">
          {fine > 0 && <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />}
          {[fine > 0 && t('fine', { count: fine }), unchecked > 0 && t('unchecked', { count: unchecked })]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </section>
  )
}

/** What drifts of it; of one that could not be checked everything. */
const pathOf = (comparison: OverviewComparison) =>
  savedComparisonPath(
    comparison,
    comparison.state === 'drift' && comparison.counts ? driftStates(comparison, comparison.counts) : [],
  )
