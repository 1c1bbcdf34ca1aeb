'use client'
import { useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { AuditEntry } from '#lib/api/audit.ts'
import { manifestPath, registryPath, repositoryPath } from '#lib/client/paths.ts'
import { useAudit } from '#lib/client/use-audit.ts'
import { useRows } from '#lib/client/use-rows.ts'
import { CompactAudit, useAuditColumns } from './audit-columns.tsx'
import { AuditToolbar } from './audit-toolbar.tsx'
import { filtersOf, useAuditView } from './use-audit-view.ts'

const keyOf = (entry: AuditEntry) => entry.id

/** As near to what was changed as there still is a page. */
function hrefOf({ registry, repository, tag, action, phase }: AuditEntry) {
  if (registry === null || action === 'registry.remove') return undefined
  if (repository === null) return registryPath(registry)
  const isGone = action === 'tag.delete' && phase !== 'failed'
  return tag === null || isGone
    ? repositoryPath(registry, repository)
    : manifestPath(registry, repository, tag)
}

/** What was changed through Portolan. */
export function AuditTable() {
  const t = useTranslations('activity')
  const { view, setView, isFiltered, clear } = useAuditView()
  const { order } = view
  const list = useAudit({ order, ...filtersOf(view) })
  const columns = useAuditColumns()
  const { rows, more } = useRows(list)
  return (
    <>
      <AuditToolbar view={view} onChange={setView} />
      {list.isError && !list.data ? (
        <ProblemState error={list.error} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
      ) : (
        <DataTable
          label={t('tableLabel')}
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          rowHref={hrefOf}
          sort={{ id: 'at', order }}
          onSort={(sort) => setView({ order: sort.order })}
          isLoading={list.isPending}
          isStale={list.isPlaceholderData}
          totalCount={list.data?.pages[0]?.total ?? null}
          onEndReached={more}
          compactRow={CompactAudit}
          empty={
            isFiltered ? (
              <EmptyState
                title={t('audit.noMatchTitle')}
                action={<Button onClick={clear}>{t('audit.clear')}</Button>}
              />
            ) : (
              <EmptyState title={t('emptyTitle')}>
                <p>{t('emptyText')}</p>
              </EmptyState>
            )
          }
        />
      )}
    </>
  )
}
