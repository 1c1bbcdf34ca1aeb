'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { FromFile } from '#components/shared/automation/facts.tsx'
import { useAutomationColumns } from '#components/shared/automation/list-columns.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { type Column, DataTable, RowLink } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { Policy } from '#lib/api/policies.ts'
import { policyPath } from '#lib/client/paths.ts'
import { usePolicies } from '#lib/client/use-policies.ts'
import { Mode, scopeOf } from './policy-facts.tsx'

const keyOf = (policy: Policy) => policy.id
const hrefOf = (policy: Policy) => policyPath(policy.id)

function useColumns() {
  const t = useTranslations('policies')
  const { name, next, last } = useAutomationColumns(t('columns.name'))
  return useMemo<readonly Column<Policy>[]>(
    () => [
      name,
      {
        id: 'scope',
        header: t('columns.scope'),
        width: 'minmax(140px, 2fr)',
        cell: (policy) => <span className="truncate font-mono text-xs">{scopeOf(policy)}</span>,
      },
      { id: 'mode', header: t('columns.mode'), width: '120px', cell: (policy) => <Mode policy={policy} /> },
      next,
      last,
    ],
    [t, name, next, last],
  )
}

const CompactPolicy = (policy: Policy) => (
  <span className="grid min-w-0 gap-1">
    <span className="flex min-w-0 items-center gap-2">
      <RowLink className="truncate font-medium">{policy.name}</RowLink>
      {policy.source === 'file' && <FromFile />}
    </span>
    <span className="flex items-center gap-2 text-muted text-xs">
      <Mode policy={policy} />
      <span className="min-w-0 truncate font-mono">{scopeOf(policy)}</span>
    </span>
  </span>
)

export function PoliciesTable() {
  const t = useTranslations('policies')
  const list = usePolicies()
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
      compactRow={CompactPolicy}
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

const example = `policies:
  - id: old-builds
    name: Old builds
    repositories: ['team/*']
    rules:
      - name: builds
        select: { tags: ['build-*'] }
        keep: { newest: { count: 10 }, within: { created: 30d } }
    schedule: { cron: '0 3 * * *', timezone: UTC }
protect:
  - tags: [latest, 'v*']`
