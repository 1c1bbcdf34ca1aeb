'use client'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '#components/ui/button.tsx'
import { focusTable } from './focus-table.ts'
import type { HeldSelection } from './use-held-selection.ts'

interface SelectionBarProps {
  readonly selection: Pick<HeldSelection, 'value' | 'count' | 'clear' | 'selectEverything'>
  /** What the rows are. */
  readonly of?: 'tags' | 'manifests'
  /** How many rows are loaded, and how many there are: all of them can be selected at once. */
  readonly loaded: number
  readonly total: number | null
  readonly isFiltered: boolean
  /** What else there is to say of what is selected. */
  readonly facts?: ReactNode
  /** What can be done with it. */
  readonly children: ReactNode
}

/** What is selected and what can be done with it. It rises from below the table, which gives it the room. */
export function SelectionBar({
  selection,
  of = 'tags',
  loaded,
  total,
  isFiltered,
  facts,
  children,
}: SelectionBarProps) {
  const t = useTranslations('tags.selection')
  const { value, count } = selection
  const canTakeAll = !value.isAll && total !== null && count !== null && count < total && total > loaded
  return (
    <section
      aria-label={t('label')}
      className="rise-in flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-border-strong border-t bg-surface-raised px-4 py-2 md:px-6"
    >
      <p className="font-medium">{count === null ? t('all') : t(`count.${of}`, { count })}</p>
      {value.isAll && value.keys.size > 0 && (
        <p className="text-muted">{t('except', { count: value.keys.size })}</p>
      )}
      {facts}
      {canTakeAll && (
        <button
          type="button"
          className="rounded-sm text-accent hover:underline"
          onClick={() => {
            selection.selectEverything()
            // The button goes: there is nothing more to take.
            focusTable()
          }}
        >
          {t(isFiltered ? 'takeMatching' : 'takeAll', { count: total })}
        </button>
      )}
      <span aria-hidden className="flex-1" />
      {children}
      <IconButton
        label={t('clear')}
        icon={<X aria-hidden />}
        onClick={() => {
          selection.clear()
          // It goes with the bar.
          focusTable()
        }}
      />
    </section>
  )
}
