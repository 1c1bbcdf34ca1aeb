'use client'
import { useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { RunState } from '#components/shared/run-state.tsx'
import { type Column, RowLink } from '#components/ui/data-table.tsx'
import { Progress } from '#components/ui/progress.tsx'
import { type DeletionSummary, itemResults } from '#lib/api/deletion.ts'
import { useRunName } from './run-name.tsx'
import { TimeLeft } from './time-left.tsx'

/** In the trash what counts is how long it is kept, among the runs how they went. */
export type RunsView = 'runs' | 'trash'

export function Who({ deletion }: { deletion: DeletionSummary }) {
  const t = useTranslations('cleanup')
  const { policy, createdBy } = deletion
  return <span className="truncate">{policy ? t('byPolicy', { name: policy.name }) : createdBy}</span>
}

export function State({ deletion }: { deletion: DeletionSummary }) {
  const t = useTranslations('cleanup.run')
  const { state, progress } = deletion
  return (
    <span className="flex min-w-0 items-center gap-2">
      <RunState deletion={deletion} />
      {state === 'running' && (
        <Progress label={t('progressLabel')} done={progress.done} total={progress.total} className="w-12" />
      )}
    </span>
  )
}

export function useRunColumns(view: RunsView): readonly Column<DeletionSummary>[] {
  const t = useTranslations('cleanup')
  const { number } = useFormatter()
  const nameOf = useRunName()
  return useMemo(() => {
    const count = (id: 'removed' | 'kept' | 'failed', of: (d: DeletionSummary) => number) => ({
      id,
      header: t(`columns.${id}`),
      width: '80px',
      align: 'end' as const,
      cell: (deletion: DeletionSummary) => (
        <span className={of(deletion) === 0 ? 'text-muted' : undefined}>{number(of(deletion))}</span>
      ),
    })
    return [
      {
        id: 'what',
        header: t('columns.what'),
        width: 'minmax(200px, 2fr)',
        cell: (deletion) => <RowLink className="font-medium">{nameOf(deletion)}</RowLink>,
      },
      {
        id: 'state',
        header: t('columns.state'),
        width: '152px',
        cell: (deletion) => <State deletion={deletion} />,
      },
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
        cell: (deletion) => <Who deletion={deletion} />,
      },
      ...(view === 'trash'
        ? [
            {
              id: 'canReturn',
              header: t('columns.canReturn'),
              width: '112px',
              align: 'end' as const,
              cell: ({ undo }: DeletionSummary) => number(undo.items + undo.doubtful),
            },
            {
              id: 'timeLeft',
              header: t('columns.timeLeft'),
              width: '128px',
              align: 'end' as const,
              cell: ({ expiresAt }: DeletionSummary) => <TimeLeft until={expiresAt} />,
            },
          ]
        : [
            count('removed', ({ results }) => results.removed ?? 0),
            count('kept', ({ results, effects }) => results.kept ?? effects.itemsKept),
            count('failed', ({ results }) => results.failed ?? 0),
            {
              id: 'bytes',
              header: t('columns.bytes'),
              hint: t('columns.bytesHint'),
              width: '104px',
              align: 'end' as const,
              cell: ({ effects, results }: DeletionSummary) => (
                // A plan frees nothing, and neither does what was undone.
                <Bytes
                  bytes={(results.removed ?? 0) === 0 ? 0 : effects.bytesFreed}
                  unknownReason={t('bytesUnknown')}
                />
              ),
            },
          ]),
    ]
  }, [t, number, nameOf, view])
}

/** More than so many would leave a phone no room for what the run is about. */
const countsShown = 2

/** A run in two lines, for a phone. */
export function CompactRun({ deletion, view }: { deletion: DeletionSummary; view: RunsView }) {
  const nameOf = useRunName()
  return (
    <div className="grid min-w-0">
      <span className="flex min-w-0 items-center gap-2">
        <RowLink className="font-medium">{nameOf(deletion)}</RowLink>
        <CompactCounts deletion={deletion} view={view} />
      </span>
      <span className="flex min-w-0 items-center gap-2 text-muted text-xs">
        <State deletion={deletion} />
        {view === 'trash' ? (
          <TimeLeft until={deletion.expiresAt} />
        ) : (
          <RelativeTime time={deletion.startedAt ?? deletion.createdAt} />
        )}
        <span aria-hidden>·</span>
        <Who deletion={deletion} />
      </span>
    </div>
  )
}

/** What became of the items, as far as there is anything to say of it. */
function CompactCounts({ deletion, view }: { deletion: DeletionSummary; view: RunsView }) {
  const t = useTranslations('cleanup')
  const { undo, results } = deletion
  const words =
    view === 'trash'
      ? [t('toReturn', { count: undo.items + undo.doubtful })]
      : itemResults.flatMap((result) => {
          const count = results[result] ?? 0
          return count === 0 ? [] : [t(`run.summary.${result}`, { count })]
        })
  return (
    <span className="ml-auto shrink-0 text-muted text-xs">{words.slice(0, countsShown).join(' · ')}</span>
  )
}
