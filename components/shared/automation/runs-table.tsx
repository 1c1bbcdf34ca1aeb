'use client'
import { type ReactNode, useCallback, useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { type Column, DataTable, RowLink } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { AutomationRun } from '#lib/api/automations.ts'
import { type PagedList, useRows } from '#lib/client/use-rows.ts'
import { RunStateBadge } from './facts.tsx'

interface RunsList<Run> extends PagedList<Run> {
  readonly isError: boolean
  readonly isPending: boolean
  readonly isFetching: boolean
  readonly error: unknown
  refetch(): unknown
}

interface RunsTableProps<Run extends AutomationRun> {
  readonly label: string
  readonly list: RunsList<Run>
  readonly total: number | null
  /** What such a run does when it is not dry. */
  readonly realWords: string
  /** What runs of the kind say beside what all say. */
  readonly columns: readonly Column<Run>[]
  readonly hrefOf: (run: Run) => string | undefined
  /** What the columns of the kind say in a few words, for a phone; null: nothing yet. */
  readonly briefOf: (run: Run) => string | null
  /** Where else than by its row such a run leads to, for a phone. */
  readonly links: (run: Run) => ReactNode
  /** Why it did not go well, in the reader's language. */
  readonly reasonOf?: (problem: AutomationProblem) => string
  readonly emptyText: string
}

type AutomationProblem = NonNullable<AutomationRun['problem']>

const asTold = ({ detail }: AutomationProblem) => detail
const keyOf = ({ id }: AutomationRun) => id

/** What a policy or a mirror did, the newest first. */
export function RunsTable<Run extends AutomationRun>(props: RunsTableProps<Run>) {
  const { label, list, total, realWords, columns: own, hrefOf, emptyText } = props
  const { briefOf, links, reasonOf = asTold } = props
  const t = useTranslations('automations.runs')
  const { rows, more } = useRows(list)
  const columns = useMemo<readonly Column<Run>[]>(
    () => [
      {
        id: 'at',
        header: t('at'),
        width: '128px',
        cell: ({ startedAt }) => <RelativeTime time={startedAt} />,
      },
      {
        id: 'state',
        header: t('state'),
        width: 'minmax(152px, 2fr)',
        cell: ({ state, problem }) => (
          <span className="flex min-w-0 items-center gap-2">
            <RunStateBadge state={state} />
            {problem && (
              <Tooltip content={reasonOf(problem)}>
                <span className="min-w-0 truncate text-muted text-xs">{reasonOf(problem)}</span>
              </Tooltip>
            )}
          </span>
        ),
      },
      {
        id: 'kind',
        header: t('kind'),
        width: '96px',
        cell: ({ isDryRun }) => (isDryRun ? t('dry') : realWords),
      },
      {
        id: 'who',
        header: t('who'),
        width: '112px',
        cell: ({ trigger, actor }) => (
          <span className="truncate">{trigger === 'schedule' ? t('schedule') : actor}</span>
        ),
      },
      ...own,
    ],
    [t, realWords, own, reasonOf],
  )
  const compactRow = useCallback(
    (run: Run) => (
      <CompactRun
        run={run}
        kind={run.isDryRun ? t('dry') : realWords}
        brief={briefOf(run)}
        links={links(run)}
        reason={run.problem && reasonOf(run.problem)}
      />
    ),
    [t, realWords, briefOf, links, reasonOf],
  )
  if (list.isError && !list.data)
    return <ProblemState error={list.error} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      rowHref={hrefOf}
      isLoading={list.isPending}
      totalCount={total}
      onEndReached={more}
      compactRow={compactRow}
      empty={
        <EmptyState title={t('emptyTitle')}>
          <p>{emptyText}</p>
        </EmptyState>
      }
    />
  )
}

interface CompactRunProps {
  readonly run: AutomationRun
  readonly kind: string
  readonly brief: string | null
  readonly links: ReactNode
  readonly reason: string | null
}

/** A run in two lines, for a phone: how it ended, when and what leads on from it; what it found, and why or who began it. */
function CompactRun({ run, kind, brief, links, reason }: CompactRunProps) {
  const t = useTranslations('automations.runs')
  const { state, startedAt, trigger, actor } = run
  const about = reason ?? `${kind} · ${trigger === 'schedule' ? t('schedule') : actor}`
  return (
    <span className="grid min-w-0 gap-1">
      <span className="flex min-w-0 items-center gap-2">
        <RunStateBadge state={state} />
        <RowLink>
          <RelativeTime time={startedAt} />
        </RowLink>
        <span className="ml-auto flex shrink-0 items-center gap-3">{links}</span>
      </span>
      <span className="flex min-w-0 items-center gap-1 text-muted text-xs">
        {brief !== null && (
          <>
            <span className="shrink-0">{brief}</span>
            <span aria-hidden>·</span>
          </>
        )}
        <span className="truncate">{about}</span>
      </span>
    </span>
  )
}
