'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { type Column, DataTable, RowLink } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Progress } from '#components/ui/progress.tsx'
import type { CopySummary } from '#lib/api/copies.ts'
import { copyPath } from '#lib/client/paths.ts'
import { useCopies } from '#lib/client/use-copies.ts'
import { useRows } from '#lib/client/use-rows.ts'
import { CopyState } from './copy-state.tsx'
import { useCopyName } from './use-copy-name.ts'

const keyOf = (copy: CopySummary) => copy.id
const hrefOf = (copy: CopySummary) => copyPath(copy.id)
const compactRow = (copy: CopySummary) => <CompactCopy copy={copy} />

/** What was copied through Portolan, the newest first. */
export function CopiesPage() {
  const t = useTranslations('copies')
  const list = useCopies()
  const columns = useCopyColumns()
  const { rows, more } = useRows(list)
  return (
    <>
      <PageHeader title={t('title')} facts={[{ id: 'lead', content: t('lead') }]} />
      {list.isError && !list.data ? (
        <ProblemState error={list.error} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
      ) : (
        <DataTable
          label={t('listLabel')}
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          rowHref={hrefOf}
          isLoading={list.isPending}
          totalCount={list.data?.pages[0]?.total ?? null}
          onEndReached={more}
          compactRow={compactRow}
          empty={
            <EmptyState title={t('emptyTitle')}>
              <p>{t('emptyText')}</p>
            </EmptyState>
          }
        />
      )}
    </>
  )
}

function useCopyColumns(): readonly Column<CopySummary>[] {
  const t = useTranslations('copies')
  return useMemo(
    () => [
      {
        id: 'what',
        header: t('columns.what'),
        width: 'minmax(200px, 2fr)',
        cell: (copy) => <Name copy={copy} />,
      },
      { id: 'state', header: t('columns.state'), width: '168px', cell: (copy) => <State copy={copy} /> },
      {
        id: 'when',
        header: t('columns.when'),
        width: '128px',
        cell: ({ startedAt, createdAt }) => <RelativeTime time={startedAt ?? createdAt} />,
      },
      {
        id: 'who',
        header: t('columns.who'),
        width: 'minmax(96px, 0.75fr)',
        cell: (copy) => <Who copy={copy} />,
      },
      {
        id: 'sent',
        header: t('columns.sent'),
        hint: t('columns.sentHint'),
        width: '104px',
        align: 'end',
        cell: ({ totals }) => <Bytes bytes={totals.send} />,
      },
      {
        id: 'undo',
        header: t('columns.undo'),
        width: '112px',
        cell: ({ undo }) => (
          <span className={undo.state === 'possible' ? undefined : 'text-muted'}>
            {t(`undoState.${undo.state}`)}
          </span>
        ),
      },
    ],
    [t],
  )
}

function Name({ copy }: { copy: CopySummary }) {
  const nameOf = useCopyName()
  return <RowLink className="font-medium">{nameOf(copy)}</RowLink>
}

function Who({ copy }: { copy: CopySummary }) {
  const t = useTranslations('copies')
  const { mirror, createdBy } = copy
  return <span className="truncate">{mirror ? t('byMirror', { name: mirror.name }) : createdBy}</span>
}

function State({ copy }: { copy: CopySummary }) {
  const t = useTranslations('copies.run')
  const { state, progress } = copy
  return (
    <span className="flex min-w-0 items-center gap-2">
      <CopyState copy={copy} />
      {state === 'running' && (
        <Progress
          label={t('progressLabel')}
          done={progress.bytesDone}
          total={progress.bytesTotal}
          className="w-12"
        />
      )}
    </span>
  )
}

const CompactCopy = ({ copy }: { copy: CopySummary }) => (
  <div className="grid min-w-0">
    <Name copy={copy} />
    <span className="flex min-w-0 items-center gap-2 text-muted text-xs">
      <State copy={copy} />
      <RelativeTime time={copy.startedAt ?? copy.createdAt} />
      <span aria-hidden>·</span>
      <Who copy={copy} />
    </span>
  </div>
)
