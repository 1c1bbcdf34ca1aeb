'use client'
import clsx from 'clsx'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { DeletionItems } from '#components/shared/deletion-items.tsx'
import { FilterInput } from '#components/ui/filter-input.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import type { Deletion, DeletionOptions } from '#lib/api/deletion.ts'
import { PlanSummary } from './plan-summary.tsx'

/** The registry is being read. */
export function PlanReading() {
  const t = useTranslations('cleanup.plan')
  return (
    <div className="grid gap-3 px-4 py-2" role="status">
      <p className="text-muted">{t('reading')}</p>
      <Skeleton className="h-4 w-3/4" />
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="h-4 w-2/3" />
    </div>
  )
}

interface PlanBodyProps {
  readonly plan: Deletion
  /** Another plan, with other options, is on its way. */
  readonly isPlanning: boolean
  readonly onOptions: (options: DeletionOptions) => void
  readonly notice: ReactNode
}

/** The plan in words, and all of its items. */
export function PlanBody({ plan, isPlanning, onOptions, notice }: PlanBodyProps) {
  const t = useTranslations('cleanup.plan')
  const [tab, setTab] = useState<'summary' | 'items'>('summary')
  return (
    <div
      className={clsx('flex min-h-0 flex-1 flex-col transition-opacity', isPlanning && 'opacity-60')}
      aria-busy={isPlanning || undefined}
    >
      {notice && <div className="px-4 pb-2 md:px-6">{notice}</div>}
      <Tabs
        label={t('tabs.label')}
        value={tab}
        onChange={setTab}
        isFilling
        tabs={[
          {
            value: 'summary',
            label: t('tabs.summary'),
            content: <PlanSummary plan={plan} isPlanning={isPlanning} onOptions={onOptions} />,
          },
          {
            value: 'items',
            label: t('tabs.items'),
            count: plan.itemsTotal,
            content: <PlanItems plan={plan} />,
          },
        ]}
      />
    </div>
  )
}

const shows = ['all', 'goes', 'stays'] as const
const actions = { all: {}, goes: { action: 'remove' }, stays: { action: 'keep' } } as const

function PlanItems({ plan }: { plan: Deletion }) {
  const t = useTranslations('cleanup.items')
  const { tagsKept, itemsKept } = plan.effects
  const [q, setFilter] = useState('')
  const [show, setShow] = useState<(typeof shows)[number]>('all')
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 px-4 pb-3 md:px-6">
        <FilterInput label={t('filter')} value={q} onChange={setFilter} />
        <Segmented
          label={t('show')}
          value={show}
          onChange={setShow}
          options={shows.map((value) => ({ value, label: t(value) }))}
        />
      </div>
      {show === 'stays' && tagsKept > 0 && (
        <p className="px-4 pb-3 text-muted md:px-6">{t('othersStay', { count: tagsKept })}</p>
      )}
      <DeletionItems
        deletion={plan}
        query={{ ...(q ? { q } : {}), ...actions[show] }}
        {...(show === 'stays' && itemsKept === 0 ? { emptyTitle: t('noneStays') } : {})}
      />
    </>
  )
}
