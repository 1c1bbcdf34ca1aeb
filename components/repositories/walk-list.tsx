'use client'
import { Ban, CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { useProblemTitle } from '#components/shared/use-sync-words.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { SyncWalk } from '#lib/api/sync.ts'
import { formatDuration, parseTime } from '#lib/client/format.ts'

const marks: Readonly<Record<SyncWalk['state'], ReactNode>> = {
  running: <CircleDashed className="text-accent" />,
  succeeded: <CircleCheck className="text-success" />,
  partial: <TriangleAlert className="text-warning" />,
  failed: <TriangleAlert className="text-warning" />,
  cancelled: <Ban className="text-muted" />,
}

/** Walks in two lines each, the newest first: how they ended, when, what for, and what they read. */
export const WalkList = ({ walks }: { walks: readonly SyncWalk[] }) => (
  <ul>
    {walks.map((walk) => (
      <li key={walk.id} className="flex min-w-0 gap-2 border-border border-t py-2">
        <span aria-hidden className="pt-0.5 [&_svg]:size-4">
          {marks[walk.state]}
        </span>
        <Walk walk={walk} />
      </li>
    ))}
  </ul>
)

function Walk({ walk }: { walk: SyncWalk }) {
  const t = useTranslations('sync')
  const locale = useLocale()
  const titleOf = useProblemTitle()
  const [from, to] = [parseTime(walk.startedAt), parseTime(walk.finishedAt)]
  return (
    <div className="grid min-w-0 flex-1">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{t(`result.${walk.state}`)}</span>
        <span className="text-muted text-xs">{t(`reason.${walk.reason}`)}</span>
        <span className="ml-auto text-muted text-xs">
          <RelativeTime time={walk.startedAt} />
          {from !== null && to !== null && (
            <>
              <span aria-hidden> · </span>
              {t('took', { time: formatDuration(to - from, locale) })}
            </>
          )}
        </span>
      </div>
      <WalkFigures walk={walk} />
      {walk.repositoriesFailed > 0 && (
        <span className="text-warning text-xs">{t('failedCount', { count: walk.repositoriesFailed })}</span>
      )}
      {walk.problem && (
        <Tooltip content={walk.problem.detail}>
          <span className="min-w-0 truncate text-muted text-xs">{titleOf(walk.problem.code)}</span>
        </Tooltip>
      )}
    </div>
  )
}

function WalkFigures({ walk }: { walk: SyncWalk }) {
  const t = useTranslations('sync.figures')
  const { number } = useFormatter()
  const { repositoriesDone: done, repositoriesTotal: total } = walk
  const figures = [
    total === null
      ? t('repositoriesOpen', { count: done })
      : t('repositories', { done: number(done), total }),
    t('tags', { count: walk.tagsDone }),
    t('manifests', { count: walk.manifestsRead }),
    t('requests', { count: walk.requests }),
  ]
  return <span className="text-muted text-xs">{figures.join(' · ')}</span>
}
