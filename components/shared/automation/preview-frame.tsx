'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { FilterInput } from '#components/ui/filter-input.tsx'
import { Segmented } from '#components/ui/segmented.tsx'

interface PreviewFrameProps<Action extends string> {
  readonly title: string
  /** What comes of it in all. */
  readonly head: ReactNode
  /** The form says nothing right now: what is shown is of the last thing that it said. */
  readonly isBroken: boolean
  readonly q: string
  readonly action: Action
  readonly onView: (part: { readonly q?: string; readonly action?: Action }) => unknown
  /** Which items are shown. */
  readonly actionsLabel: string
  readonly actions: readonly { readonly value: Action; readonly label: string }[]
  readonly table: ReactNode
}

/** What a run would do, item by item, as it is typed. */
export function PreviewFrame<Action extends string>(props: PreviewFrameProps<Action>) {
  const { title, head, isBroken, q, action, onView, actionsLabel, actions, table } = props
  const t = useTranslations('automations.preview')
  return (
    <section aria-label={title} className="flex min-h-0 flex-1 flex-col">
      <div className="grid gap-2 px-4 py-3 md:px-6">
        {head}
        {isBroken && <p className="text-warning text-xs">{t('broken')}</p>}
        <div className="flex flex-wrap gap-2">
          <FilterInput label={t('filter')} value={q} onChange={(next) => void onView({ q: next })} />
          <Segmented
            label={actionsLabel}
            value={action}
            onChange={(next) => void onView({ action: next })}
            options={actions}
          />
        </div>
      </div>
      {table}
    </section>
  )
}
