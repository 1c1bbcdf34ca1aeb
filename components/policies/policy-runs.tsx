'use client'
import Link from 'next/link'
import { useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { PolicyRun } from '#lib/api/policy-run.ts'
import { deletionPath } from '#lib/client/paths.ts'
import { usePolicyRuns } from '#lib/client/use-policies.ts'
import { useRows } from '#lib/client/use-rows.ts'
import { RunStateBadge } from './policy-facts.tsx'

const keyOf = (run: PolicyRun) => run.id
const hrefOf = ({ deletion }: PolicyRun) => (deletion ? deletionPath(deletion) : undefined)

function useColumns(): readonly Column<PolicyRun>[] {
  const t = useTranslations('policies.runs')
  const { number } = useFormatter()
  return useMemo(
    () => [
      {
        id: 'at',
        header: t('at'),
        width: '140px',
        cell: ({ startedAt }) => <RelativeTime time={startedAt} />,
      },
      {
        id: 'state',
        header: t('state'),
        width: 'minmax(160px, 2fr)',
        cell: ({ state, problem }) => (
          <span className="flex min-w-0 items-center gap-2">
            <RunStateBadge state={state} />
            {problem && (
              <Tooltip content={problem.detail}>
                <span className="min-w-0 truncate text-muted text-xs">{problem.detail}</span>
              </Tooltip>
            )}
          </span>
        ),
      },
      { id: 'kind', header: t('kind'), width: '120px', cell: ({ isDryRun }) => t(isDryRun ? 'dry' : 'real') },
      {
        id: 'who',
        header: t('who'),
        width: '140px',
        cell: ({ trigger, actor }) => (
          <span className="truncate">{trigger === 'schedule' ? t('schedule') : actor}</span>
        ),
      },
      {
        id: 'tags',
        header: t('tags'),
        align: 'end',
        width: '100px',
        cell: ({ counts }) => (counts ? number(counts.tags) : <Unknown reason={t('notJudged')} />),
      },
      {
        id: 'going',
        header: t('going'),
        align: 'end',
        width: '120px',
        cell: ({ counts }) => (counts ? number(counts.toDelete) : <Unknown reason={t('notJudged')} />),
      },
      {
        id: 'deletion',
        header: t('deletion'),
        width: '130px',
        cell: ({ deletion }) =>
          deletion ? (
            <Link href={deletionPath(deletion)} className="text-accent hover:underline">
              {t('open')}
            </Link>
          ) : (
            <Unknown reason={t('noDeletion')} />
          ),
      },
    ],
    [t, number],
  )
}

const CompactRun = (run: PolicyRun) => (
  <span className="flex min-w-0 items-center gap-2">
    <RunStateBadge state={run.state} />
    <RelativeTime time={run.startedAt} />
  </span>
)

/** What the policy did, the newest first. */
export function PolicyRuns({ id }: { id: string }) {
  const t = useTranslations('policies.runs')
  const list = usePolicyRuns(id)
  const columns = useColumns()
  const { rows, more } = useRows(list)
  if (list.isError && !list.data)
    return <ProblemState error={list.error} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
  return (
    <DataTable
      label={t('label')}
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      rowHref={hrefOf}
      isLoading={list.isPending}
      totalCount={list.data?.pages[0]?.total ?? null}
      onEndReached={more}
      compactRow={CompactRun}
      empty={
        <EmptyState title={t('emptyTitle')}>
          <p>{t('emptyText')}</p>
        </EmptyState>
      }
    />
  )
}
