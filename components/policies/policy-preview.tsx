'use client'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { PreviewFrame } from '#components/shared/automation/preview-frame.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { PolicyPreviewTag, PolicyPreview as Preview } from '#lib/api/policy-preview.ts'
import { formatBytes } from '#lib/client/format.ts'
import { useRows } from '#lib/client/use-rows.ts'
import { CompactPreviewTag, usePreviewColumns } from './preview-columns.tsx'
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
      head={first ? <Sums preview={first} /> : <p className="min-h-5 text-muted">{t('evaluating')}</p>}
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

function Sums({ preview: { counts, exceeded, skipped } }: { preview: Preview }) {
  const t = useTranslations('policies.preview')
  const locale = useLocale()
  const { number } = useFormatter()
  return (
    <>
      <p aria-live="polite">
        <strong>{t('going', { count: counts.toDelete })}</strong>
        <span className="text-muted">
          {' · '}
          {t('staying', { count: counts.toKeep })}
          {' · '}
          {counts.bytesAtMost === null
            ? t('bytesUnknown')
            : t('bytesAtMost', { size: formatBytes(counts.bytesAtMost, locale) })}
          {counts.spared > 0 && ` · ${t('spared', { count: counts.spared })}`}
        </span>
      </p>
      {exceeded && (
        <Notice tone="warning" title={t(exceeded.isRefused ? 'refused' : 'trimmed')}>
          {t(`guard.${exceeded.guard}`, {
            wanted: number(exceeded.wanted),
            allowed: number(exceeded.allowed),
          })}
        </Notice>
      )}
      {counts.repositoriesSkipped > 0 && (
        <Notice title={t('skipped', { count: counts.repositoriesSkipped })}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
          <section tabIndex={0} aria-label={t('skippedList')} className="max-h-24 overflow-y-auto text-xs">
            <ul className="grid gap-1">
              {skipped.slice(0, 20).map(({ registry, repository, reason }) => (
                <li key={`${registry}/${repository}`}>
                  <span className="font-mono">
                    {registry}/{repository}
                  </span>
                  : {t(`doubt.${reason}`)}
                </li>
              ))}
            </ul>
          </section>
        </Notice>
      )}
    </>
  )
}
