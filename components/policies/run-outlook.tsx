'use client'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { OutlookProps } from '#components/shared/automation/actions.tsx'
import { DeletionConfirm } from '#components/shared/deletion-confirm.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { usePolicyOutlook } from '#lib/client/use-policies.ts'
import { PreviewSums } from './preview-sums.tsx'

/** How many tags a run of the stored policy would take now, before it is begun. */
export function RunOutlook({ id, onReady }: OutlookProps) {
  const t = useTranslations('policies.preview')
  const outlook = usePolicyOutlook(id)
  const [isTyped, setIsTyped] = useState(false)
  const { isPending, isError } = outlook
  // Where nobody can say how many, the run says so itself; what is very much is worth a word.
  useEffect(() => onReady(!isPending && (isError || isTyped)), [onReady, isPending, isError, isTyped])
  if (isError)
    return (
      <ProblemState error={outlook.error} onRetry={() => outlook.refetch()} isRetrying={outlook.isFetching} />
    )
  if (!outlook.data) return <p className="text-muted">{t('evaluating')}</p>
  return (
    <div className="grid gap-3">
      <PreviewSums preview={outlook.data} />
      <DeletionConfirm word={id} count={outlook.data.counts.toDelete} onChange={setIsTyped} />
    </div>
  )
}
