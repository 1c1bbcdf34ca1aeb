'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { FromFile } from '#components/shared/automation/facts.tsx'
import { useAutomationColumns } from '#components/shared/automation/list-columns.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { type Column, DataTable, RowLink } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { Mirror } from '#lib/api/mirrors.ts'
import { mirrorPath } from '#lib/client/paths.ts'
import { useMirrors } from '#lib/client/use-mirrors.ts'
import { Mode, Way } from './mirror-facts.tsx'

const keyOf = (mirror: Mirror) => mirror.id
const hrefOf = (mirror: Mirror) => mirrorPath(mirror.id)

function useColumns() {
  const t = useTranslations('mirrors')
  const { name, next, last } = useAutomationColumns(t('columns.name'))
  return useMemo<readonly Column<Mirror>[]>(
    () => [
      name,
      {
        id: 'way',
        header: t('columns.way'),
        width: 'minmax(200px, 3fr)',
        cell: (mirror) => <Way mirror={mirror} />,
      },
      { id: 'mode', header: t('columns.mode'), width: '152px', cell: (mirror) => <Mode mirror={mirror} /> },
      next,
      last,
    ],
    [t, name, next, last],
  )
}

const CompactMirror = (mirror: Mirror) => (
  <span className="grid min-w-0 gap-1">
    <span className="flex min-w-0 items-center gap-2">
      <RowLink className="truncate font-medium">{mirror.name}</RowLink>
      <Mode mirror={mirror} />
      {mirror.source === 'file' && <FromFile />}
    </span>
    <span className="min-w-0 text-muted">
      <Way mirror={mirror} />
    </span>
  </span>
)

export function MirrorsTable() {
  const t = useTranslations('mirrors')
  const list = useMirrors()
  const columns = useColumns()
  if (list.isError && !list.data)
    return <ProblemState error={list.error} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={list.data?.items ?? []}
      rowKey={keyOf}
      rowHref={hrefOf}
      isLoading={list.isPending}
      totalCount={list.data?.items.length ?? null}
      compactRow={CompactMirror}
      empty={
        <EmptyState title={t('emptyTitle')}>
          <p>{t('emptyText')}</p>
          <pre className="whitespace-pre-wrap break-words rounded-md border border-border bg-surface-raised p-3 font-mono text-xs">
            {example}
          </pre>
        </EmptyState>
      }
    />
  )
}

const example = `mirrors:
  - id: releases
    name: Releases
    from: { registry: staging, repositories: ['team/*'] }
    to: { registry: production, prefix: mirror/ }
    tags: { semver: '>=1.0 <3', except: ['*-rc*'] }
    schedule: { cron: '30 2 * * *', timezone: UTC }`
