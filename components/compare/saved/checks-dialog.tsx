'use client'
import { useTranslations } from 'use-intl'
import { ComparisonFacts, ComparisonState } from '#components/shared/comparison-facts.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { ComparisonCheck } from '#lib/api/comparison-check.ts'
import type { SavedComparison } from '#lib/api/comparisons.ts'
import { useComparisonChecks } from '#lib/client/use-saved-comparisons.ts'

interface ChecksDialogProps {
  readonly comparison: SavedComparison
  readonly onClose: () => void
}

/** What the last checks of a comparison said. */
export default function ChecksDialog({ comparison, onClose }: ChecksDialogProps) {
  const t = useTranslations('comparisons.checks')
  const words = useTranslations('comparisons')
  const list = useComparisonChecks(comparison.id)
  const checks = list.data?.pages.flatMap(({ items }) => items)
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('title', { name: comparison.name })}
      description={t('text')}
      footer={
        <>
          {list.hasNextPage && (
            <Button loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
              {t('more')}
            </Button>
          )}
          <Button onClick={onClose}>{words('close')}</Button>
        </>
      }
    >
      {list.isError && !checks ? (
        <ProblemState error={list.error} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
      ) : !checks ? (
        <Skeleton className="w-48" />
      ) : checks.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <ul className="border-border border-t">
          {checks.map((check) => (
            <li key={check.id} className="grid min-w-0 border-border border-b py-2">
              <Check check={check} />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}

function Check({ check }: { check: ComparisonCheck }) {
  const t = useTranslations('comparisons')
  const { state, expect, trigger, actor, finishedAt, driftsSince, counts, problem } = check
  const isUnderWay = state === 'queued' || state === 'running'
  return (
    <>
      <span className="flex flex-wrap items-baseline justify-between gap-x-4">
        {isUnderWay ? (
          <span className="text-accent">{t(state === 'queued' ? 'waiting' : 'checking')}</span>
        ) : (
          <ComparisonState state={state} />
        )}
        <span className="text-muted text-xs">
          {trigger === 'schedule' ? t('checks.schedule') : t('checks.by', { actor })}
        </span>
      </span>
      {!isUnderWay && (
        <ComparisonFacts outcome={{ state, expect, driftsSince, counts, problem, checkedAt: finishedAt }} />
      )}
    </>
  )
}
