'use client'
import { useCallback } from 'react'
import { useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { DeletionSummary } from '#lib/api/deletion.ts'
import { deletionPath } from '#lib/client/paths.ts'
import { useDeletions } from '#lib/client/use-deletions.ts'
import { useRows } from '#lib/client/use-rows.ts'
import { CompactRun, type RunsView, useRunColumns } from './run-columns.tsx'

const keyOf = (deletion: DeletionSummary) => deletion.id
const hrefOf = (deletion: DeletionSummary) => deletionPath(deletion.id)

/** Runs of deletions, the newest first: all of them, or those that can still be undone. */
export function RunsTable({ view }: { view: RunsView }) {
  const t = useTranslations('cleanup')
  const list = useDeletions({ trash: view === 'trash' })
  const columns = useRunColumns(view)
  const { rows, more } = useRows(list)
  const compactRow = useCallback(
    (deletion: DeletionSummary) => <CompactRun deletion={deletion} view={view} />,
    [view],
  )
  if (list.isError && !list.data)
    return <ProblemState error={list.error} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
  return (
    <DataTable
      label={t(view === 'trash' ? 'trashLabel' : 'runsLabel')}
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      rowHref={hrefOf}
      isLoading={list.isPending}
      totalCount={list.data?.pages[0]?.total ?? null}
      onEndReached={more}
      compactRow={compactRow}
      empty={
        <EmptyState title={t(view === 'trash' ? 'trashEmptyTitle' : 'emptyTitle')}>
          <p>{t(view === 'trash' ? 'trashEmptyText' : 'emptyText')}</p>
        </EmptyState>
      }
    />
  )
}
