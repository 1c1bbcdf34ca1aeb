'use client'
import { CircleCheck, CircleDashed, CircleSlash, CircleX, Shield, Trash2, Undo2 } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { DeletionItem } from '#lib/api/deletion.ts'
import { useItemWords } from './use-item-words.ts'

const marks = {
  goes: <Trash2 aria-hidden className="size-4 shrink-0 text-danger" />,
  stays: <Shield aria-hidden className="size-4 shrink-0 text-muted" />,
  none: <CircleDashed aria-hidden className="size-4 shrink-0 text-muted" />,
  removed: <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />,
  kept: <Shield aria-hidden className="size-4 shrink-0 text-muted" />,
  failed: <CircleX aria-hidden className="size-4 shrink-0 text-warning" />,
  cancelled: <CircleSlash aria-hidden className="size-4 shrink-0 text-muted" />,
  undone: <Undo2 aria-hidden className="size-4 shrink-0 text-accent" />,
} as const

interface OutcomeProps {
  readonly item: DeletionItem
  /** Nothing has begun: what would happen. */
  readonly isPlan: boolean
}

/** What would happen to an item of a deletion, or has happened, and why: a mark and words. */
export function DeletionOutcome({ item, isPlan }: OutcomeProps) {
  const t = useTranslations('cleanup')
  const { whyOf } = useItemWords()
  const state =
    item.action === 'keep' ? 'stays' : isPlan && item.result === null ? 'goes' : (item.result ?? 'none')
  const word =
    state === 'stays'
      ? t('stays')
      : state === 'goes'
        ? t(item.isChosen ? 'goes' : 'goesAlong')
        : t(`result.${state}`)
  const why = whyOf(item)
  // What went wrong is told where it is read; of the rest the detail is at hand.
  const isWrong = state === 'failed' || (state === 'removed' && item.resultCode !== null)
  const shown = [why, ...(isWrong ? [item.resultDetail] : [])].filter(Boolean).join(': ')
  return (
    <Tooltip content={[why, item.resultDetail ?? item.detail].filter(Boolean).join('\n') || undefined}>
      <span className="flex min-w-0 items-center gap-2">
        {marks[state]}
        <span className="shrink-0">{word}</span>
        {shown && <span className="min-w-0 truncate text-muted text-xs">{shown}</span>}
      </span>
    </Tooltip>
  )
}
