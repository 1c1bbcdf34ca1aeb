'use client'
import clsx from 'clsx'
import { ArrowRight } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { type BroughtCounts, broughtFates, countFates, type Direction } from '#lib/api/bring-over.ts'
import type { ComparedRow } from '#lib/api/compare.ts'
import { maxCopyItems } from '#lib/api/copy-plan.ts'
import { problemOf } from '#lib/client/call.ts'
import { useBroughtOver } from '#lib/client/use-comparison.ts'
import { countsWithout } from './brought-rows.ts'
import { type CompareView, queryOfView } from './use-compare-view.ts'
import type { Side } from './use-sides.ts'

interface WayButtonProps {
  readonly way: Direction
  readonly sides: readonly Side[]
  readonly view: CompareView
  /** All that match are selected, but `rows`; otherwise these are. */
  readonly isAll: boolean
  readonly rows: readonly ComparedRow[]
  /** It takes the focus when the dialog opens. */
  readonly isFirst: boolean
  /** It was chosen, and what comes is being read. */
  readonly isUnderWay: boolean
  readonly onChoose: () => void
}

/** One way from side to side: what would come, what would not and why. It can be reached, and read, where nothing comes. */
export function WayButton(props: WayButtonProps) {
  const { way, sides, view, isAll, rows, isFirst, isUnderWay, onChoose } = props
  const t = useTranslations('compare.bringOver')
  const problems = useTranslations('problems')
  const asked = useBroughtOver({ ...queryOfView(view), ...way }, isAll)
  const named = countFates(rows, way, view.ignoreIndexes)
  const all = asked.data?.broughtOver
  const counts = !isAll ? named : all ? countsWithout(all, named) : null
  const [source, target] = [sides[way.from], sides[way.to]]
  if (!source || !target) return null
  const coming = counts === null ? 0 : counts.new + counts.moves
  const canChoose = coming > 0 && !target.isReadOnly
  return (
    <button
      type="button"
      {...(isFirst ? { 'data-autofocus': true } : {})}
      aria-disabled={!canChoose}
      aria-busy={isUnderWay || undefined}
      onClick={() => canChoose && onChoose()}
      className={clsx(
        'grid gap-1 rounded-md border px-3 py-2 text-left',
        canChoose
          ? 'border-border-strong bg-surface hover:bg-surface-hover'
          : 'cursor-default border-border bg-surface-raised',
        isUnderWay && 'opacity-60',
      )}
    >
      <span className="flex flex-wrap items-center gap-x-2 font-medium">
        <span className="wrap-anywhere">{source.title}</span>
        <ArrowRight aria-label={t('arrow')} className="size-4 shrink-0 text-accent" />
        <span className="wrap-anywhere">{target.title}</span>
      </span>
      {target.isReadOnly ? (
        <span>{t('readOnly')}</span>
      ) : asked.error ? (
        <span className="text-warning">{problems(`${problemOf(asked.error).code}.title`)}</span>
      ) : counts === null ? (
        <span className="text-muted">{t('counting')}</span>
      ) : (
        <Counts counts={counts} coming={coming} side={source.title} />
      )}
    </button>
  )
}

interface CountsProps {
  readonly counts: BroughtCounts
  readonly coming: number
  /** Where they come from, in words. */
  readonly side: string
}

function Counts({ counts, coming, side }: CountsProps) {
  const t = useTranslations('compare.bringOver')
  return (
    <>
      <span className={coming > 0 ? undefined : 'text-muted'}>{t('comes', { count: coming })}</span>
      <span className="grid text-muted text-xs leading-5">
        {broughtFates.map(
          (fate) => counts[fate] > 0 && <span key={fate}>{t(fate, { count: counts[fate], side })}</span>,
        )}
      </span>
      {coming > maxCopyItems && (
        <span className="text-warning text-xs">{t('limit', { most: maxCopyItems })}</span>
      )}
    </>
  )
}
