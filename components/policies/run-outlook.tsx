'use client'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import type { OutlookProps } from '#components/shared/automation/actions.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { usePolicyOutlook } from '#lib/client/use-policies.ts'
import { PreviewSums } from './preview-sums.tsx'

/** How many tags a run of the stored policy would take now, before it is begun. */
export function RunOutlook({ id, onReady }: OutlookProps) {
  const t = useTranslations('policies.preview')
  const outlook = usePolicyOutlook(id)
  const { isPending } = outlook
  useEffect(() => onReady(!isPending), [onReady, isPending])
  if (outlook.isError)
    return (
      <ProblemState error={outlook.error} onRetry={() => outlook.refetch()} isRetrying={outlook.isFetching} />
    )
  return (
    <div className="grid gap-2">
      {outlook.data ? (
        <PreviewSums preview={outlook.data} />
      ) : (
        <p className="text-muted">{t('evaluating')}</p>
      )}
    </div>
  )
}
