'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { FilterInput } from '#components/ui/filter-input.tsx'
import { Toolbar } from '#components/ui/page-header.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { RepositoriesView } from './use-repositories-view.ts'

interface ToolbarProps {
  readonly view: RepositoriesView
  readonly setView: (change: Partial<RepositoriesView>) => void
  readonly emptyCount: number
}

export function RepositoriesToolbar({ view, setView, emptyCount }: ToolbarProps) {
  const t = useTranslations('repositories')
  return (
    <Toolbar>
      <FilterInput label={t('filter')} value={view.q} onChange={(q) => setView({ q })} />
      {view.namespace && (
        <Tooltip content={t('leaveNamespace')}>
          <Button onClick={() => setView({ namespace: '' })}>
            {t('namespace', { namespace: view.namespace })}
            <X aria-hidden className="size-4" />
          </Button>
        </Tooltip>
      )}
      <Segmented
        label={t('view')}
        value={view.view}
        onChange={(next) => setView({ view: next })}
        options={(['tree', 'flat'] as const).map((value) => ({ value, label: t(`views.${value}`) }))}
      />
      {(emptyCount > 0 || view.empty) && (
        <Button variant="ghost" onClick={() => setView({ empty: !view.empty })}>
          {view.empty ? t('hideEmpty') : t('showEmpty', { count: emptyCount })}
        </Button>
      )}
    </Toolbar>
  )
}
