'use client'
import clsx from 'clsx'
import { useTranslations } from 'use-intl'
import type { HistoryStep } from '#lib/api/manifests.ts'
import { instructionOf } from '#lib/client/instruction.ts'
import { LongText } from './long-text.tsx'

/** What a step of the history did, as the Dockerfile says it; of anyone's making, and so text and nothing else. */
export function StepText({ step }: { step: HistoryStep }) {
  const t = useTranslations('manifest')
  const { keyword, text } = instructionOf(step.createdBy ?? '')
  return (
    <span className={clsx('block font-mono text-xs leading-6', step.emptyLayer && 'text-muted')}>
      {keyword && <span className={clsx(!step.emptyLayer && 'font-semibold')}>{keyword} </span>}
      {text || keyword ? (
        <LongText text={text} limit={200} />
      ) : (
        <span className="font-sans text-muted">{step.comment?.slice(0, 200) || t('stepUnknown')}</span>
      )}
    </span>
  )
}
