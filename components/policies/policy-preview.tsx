'use client'
import { useTranslations } from 'use-intl'
import { PreviewFrame } from '#components/shared/automation/preview-frame.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { PolicyPreviewTag } from '#lib/api/policy-preview.ts'
import { useRows } from '#lib/client/use-rows.ts'
import { CompactPreviewTag, usePreviewColumns } from './preview-columns.tsx'
import { PreviewSums } from './preview-sums.tsx'
import { type PreviewState, previewActions } from './use-preview-state.ts'

const keyOf = ({ registry, repository, name }: PolicyPreviewTag) => `${registry}/${repository}:${name}`

interface PolicyPreviewProps {
  readonly state: PreviewState
  /** The form says no policy right now: what is shown is of the last one. */
  readonly isBroken: boolean
}

/** Every tag with what would become of it; the same code as the run. */
export function PolicyPreview({ state, isBroken }: PolicyPreviewProps) {
  const t = useTranslations('policies.preview')
  const { list, judged, q, action, setView } = state
  const columns = usePreviewColumns()
  const { rows, more } = useRows(list, judged)
  const first = judged?.pages[0]
  if (list.isError && !first)
    return <ProblemState error={list.error} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
  return (
    <PreviewFrame
      title={t('title')}
      head={first ? <PreviewSums preview={first} /> : <p className="min-h-5 text-muted">{t('evaluating')}</p>}
      isBroken={isBroken}
      q={q}
      action={action}
      onView={setView}
      actionsLabel={t('show')}
      actions={previewActions.map((value) => ({ value, label: t(`filters.${value}`) }))}
      table={
        <DataTable
          label={t('title')}
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          isLoading={list.isPending && !first}
          isStale={list.isPlaceholderData}
          totalCount={first?.total ?? null}
          onEndReached={more}
          compactRow={CompactPreviewTag}
          empty={
            <EmptyState title={t('emptyTitle')}>
              <p>{t('emptyText')}</p>
            </EmptyState>
          }
        />
      }
    />
  )
}
