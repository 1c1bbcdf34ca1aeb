'use client'
import clsx from 'clsx'
import { Fragment, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { OverviewComparison } from '#lib/api/overview.ts'
import { driftOf } from '#lib/client/saved-comparison.ts'
import { RelativeTime } from './relative-time.tsx'
import { useProblemTitle } from './use-sync-words.ts'

const shapes = { unchecked: '–', same: '=', drift: '≠', failed: '!' } as const
// Red is kept for what destroys.
const colours = {
  unchecked: 'text-muted',
  same: 'text-success',
  drift: 'text-warning',
  failed: 'text-warning',
} as const

/** A shape and a word, never the colour alone. */
export function ComparisonState({ state }: Pick<OverviewComparison, 'state'>) {
  const t = useTranslations('comparisons.state')
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden className={clsx('w-4 text-center font-semibold', colours[state])}>
        {shapes[state]}
      </span>
      {t(state)}
    </span>
  )
}

export type ComparisonOutcome = Pick<
  OverviewComparison,
  'state' | 'expect' | 'driftsSince' | 'checkedAt' | 'counts' | 'problem'
>

/** What a check said, in a line: how many tags drift and since when, or why nobody can say. */
export function ComparisonFacts({ outcome }: { outcome: ComparisonOutcome }) {
  const t = useTranslations('comparisons')
  const titleOf = useProblemTitle()
  const { state, expect, driftsSince, checkedAt, counts, problem } = outcome
  const ago = (key: 'since' | 'driftedSince' | 'checked' | 'tried', time: string) =>
    t.rich(key, { when: () => <RelativeTime time={time} /> })
  const drift = counts && driftOf({ expect }, counts)
  const facts: readonly (ReactNode | false | null | undefined)[] = [
    state === 'drift' && drift && drift.differs > 0 && t('differs', { count: drift.differs }),
    state === 'drift' && drift && drift.missing > 0 && t('missing', { count: drift.missing }),
    state === 'same' && counts && t('same', { count: counts.same + counts.differs + counts.missing }),
    state === 'failed' && problem && titleOf(problem.code),
    counts && counts.unknown > 0 && t('unknown', { count: counts.unknown }),
    state === 'drift' && driftsSince && ago('since', driftsSince),
    state === 'failed' && driftsSince && ago('driftedSince', driftsSince),
    checkedAt && ago(state === 'failed' ? 'tried' : 'checked', checkedAt),
  ]
  const shown = facts.filter(Boolean)
  return (
    <>
      {shown.length > 0 && (
        <span className="text-muted">
          {shown.map((fact, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: facts have no other name, and their order never changes.
            <Fragment key={at}>
              {at > 0 && <span aria-hidden> · </span>}
              {fact}
            </Fragment>
          ))}
        </span>
      )}
      {problem?.detail && (
        <Tooltip content={problem.detail}>
          <span className="min-w-0 truncate font-mono text-muted text-xs">{problem.detail}</span>
        </Tooltip>
      )}
    </>
  )
}
