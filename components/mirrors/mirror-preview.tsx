'use client'
import type { ReactNode } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { PreviewFrame } from '#components/shared/automation/preview-frame.tsx'
import { CopyItemsTable } from '#components/shared/copy-items-table.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { MirrorPreview as Preview } from '#lib/api/mirrors.ts'
import { formatBytes } from '#lib/client/format.ts'
import { type PreviewState, previewActions } from './use-preview-state.ts'

interface MirrorPreviewProps {
  readonly state: PreviewState
  /** The form says no mirror right now: what is shown is of the last one. */
  readonly isBroken: boolean
}

/** Every tag that the mirror is about with what would become of it; the same code as the run. */
export function MirrorPreview({ state, isBroken }: MirrorPreviewProps) {
  const t = useTranslations('mirrors.preview')
  const { preview, isAsked, answer, rows, q, action, setView } = state
  if (preview.isError && !answer)
    return (
      <ProblemState error={preview.error} onRetry={() => preview.refetch()} isRetrying={preview.isFetching} />
    )
  if (!isAsked && !answer)
    return (
      <section aria-label={t('title')} className="px-4 py-4 text-muted md:px-6">
        {t('need')}
      </section>
    )
  return (
    <PreviewFrame
      title={t('title')}
      head={answer ? <Sums preview={answer} /> : <p className="min-h-5 text-muted">{t('reading')}</p>}
      isBroken={isBroken}
      q={q}
      action={action}
      onView={setView}
      actionsLabel={t('show')}
      actions={previewActions.map((value) => ({ value, label: t(`filters.${value}`) }))}
      table={
        <CopyItemsTable
          rows={rows}
          isPlan
          isShort
          empty={
            <EmptyState title={t('emptyTitle')}>
              <p>{t('emptyText')}</p>
            </EmptyState>
          }
          isLoading={!answer}
          isStale={preview.isPlaceholderData || isBroken}
          totalCount={answer ? rows.length : null}
        />
      }
    />
  )
}

function Sums({ preview }: { preview: Preview }) {
  const t = useTranslations('mirrors.preview')
  const locale = useLocale()
  const { number } = useFormatter()
  const { counts, items, itemsTotal, unread, vanished, deletesVanished } = preview
  const facts = [
    ...(counts.toCopy > 0 ? [t('send', { size: formatBytes(counts.sendBytes, locale) })] : []),
    ...(counts.overwritten > 0 ? [t('overwritten', { count: counts.overwritten })] : []),
    ...(counts.same > 0 ? [t('same', { count: counts.same })] : []),
    ...(counts.refused > 0 ? [t('refused', { count: counts.refused })] : []),
  ]
  return (
    <>
      <p aria-live="polite">
        <strong>{t('copied', { count: counts.toCopy })}</strong>
        <span className="text-muted">{facts.map((fact) => ` · ${fact}`).join('')}</span>
      </p>
      {items.length < itemsTotal && (
        <p className="text-muted text-xs">
          {t('first', { shown: number(items.length), total: number(itemsTotal) })}
        </p>
      )}
      {counts.vanished > 0 && (
        <Notice
          tone={deletesVanished ? 'danger' : 'info'}
          title={t(deletesVanished ? 'vanishes' : 'vanishedStays', { count: counts.vanished })}
        >
          <Lines label={t('vanishedList')}>
            {vanished.map(({ repository, tag }) => (
              <li key={`${repository}:${tag}`} className="break-all font-mono">
                {repository}:{tag}
              </li>
            ))}
          </Lines>
        </Notice>
      )}
      {counts.unread > 0 && (
        <Notice tone="warning" title={t('unread', { count: counts.unread })}>
          <Lines label={t('unreadList')}>
            {unread.map(({ repository, detail }) => (
              <li key={repository} className="break-words">
                <span className="font-mono">{repository}</span>: {detail}
              </li>
            ))}
          </Lines>
        </Notice>
      )}
    </>
  )
}

const Lines = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
  <section tabIndex={0} aria-label={label} className="max-h-24 overflow-y-auto text-xs">
    <ul className="grid gap-1">{children}</ul>
  </section>
)
