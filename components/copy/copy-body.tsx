'use client'
import clsx from 'clsx'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { CopyItemsTable } from '#components/shared/copy-items-table.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import type { CopyWish } from '#lib/client/copy-items.ts'
import { readableImageAddress } from '#lib/client/image-address.ts'
import { CopyOptions } from './copy-options.tsx'
import { CopySummary } from './copy-summary.tsx'
import { CopyTargetFields } from './copy-target-fields.tsx'
import type { CopyForm } from './use-copy-form.ts'

interface CopyBodyProps {
  readonly items: readonly CopyWish[]
  readonly form: CopyForm
  readonly isRetag: boolean
  readonly notice: ReactNode
}

/** The form, what comes of it, and of several the items. */
export function CopyBody(props: CopyBodyProps) {
  const t = useTranslations('copies.sheet')
  const [tab, setTab] = useState<'plan' | 'items'>('plan')
  const { items, form } = props
  if (items.length === 1) return <CopyPlanned {...props} />
  return (
    <Tabs
      label={t('tabs.label')}
      value={tab}
      onChange={setTab}
      isFilling
      tabs={[
        { value: 'plan', label: t('tabs.plan'), content: <CopyPlanned {...props} /> },
        {
          value: 'items',
          label: t('tabs.items'),
          count: items.length,
          content: (
            <CopyItemsTable rows={form.plan.data?.items ?? []} isLoading={form.plan.isFetching} isPlan />
          ),
        },
      ]}
    />
  )
}

const sourcesShown = 4

function CopyPlanned({ items, form, isRetag, notice }: CopyBodyProps) {
  const t = useTranslations('copies.sheet')
  const { plan, missing, typed } = form
  return (
    <div className="grid min-h-0 flex-1 content-start gap-4 overflow-y-auto px-4 pb-4 md:px-6">
      {notice}
      <div className="grid gap-1">
        <h3 className="font-medium">{t('source')}</h3>
        <ul className="grid font-mono text-muted text-xs leading-5">
          {items.slice(0, sourcesShown).map(({ from }) => (
            <li key={readableImageAddress(from)} className="break-all">
              {readableImageAddress(from)}
            </li>
          ))}
          {items.length > sourcesShown && (
            <li className="font-sans">{t('sourceMore', { count: items.length - sourcesShown })}</li>
          )}
        </ul>
      </div>
      {typed === null ? (
        <p className="text-muted">{t('ownTargets')}</p>
      ) : (
        <CopyTargetFields items={items} typed={typed} onChange={form.setTyped} isRetag={isRetag} />
      )}
      <CopyOptions items={items} form={form} isRetag={isRetag} />
      <div
        aria-busy={plan.isFetching || undefined}
        className={clsx(
          'transition-opacity',
          plan.data && !plan.isCurrent && missing === null && 'opacity-60',
        )}
      >
        {missing !== null ? (
          <p className="text-muted" role="status">
            {t(`need.${missing}`)}
          </p>
        ) : plan.error ? (
          <ProblemState error={plan.error} onRetry={() => plan.refetch()} isRetrying={plan.isFetching} />
        ) : plan.data ? (
          <CopySummary plan={plan.data} onOverwrite={() => form.setOptions({ overwrite: true })} />
        ) : (
          <div className="grid gap-3" role="status">
            <p className="text-muted">{t('planning')}</p>
            <Skeleton className="h-4 w-2/3" />
            <Skeleton className="h-4 w-1/2" />
          </div>
        )}
      </div>
    </div>
  )
}
