'use client'
import { ArrowDownToLine, ArrowUpFromLine, CircleMinus, CirclePlus, MoveRight, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import { type Column, RowLink } from '#components/ui/data-table.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { ActivityEvent } from '#lib/api/activity.ts'
import { digestColumn, whenColumn } from './columns.tsx'

/** `registry/repository:tag`. */
const subjectOf = ({ registry, repository, tag }: ActivityEvent) =>
  `${registry}/${repository}${tag ? `:${tag}` : ''}`

const icon = 'size-4 shrink-0 text-muted'
const marks = {
  push: <ArrowUpFromLine aria-hidden className={icon} />,
  pull: <ArrowDownToLine aria-hidden className={icon} />,
  delete: <Trash2 aria-hidden className={icon} />,
  move: <MoveRight aria-hidden className={icon} />,
  appear: <CirclePlus aria-hidden className={icon} />,
  vanish: <CircleMinus aria-hidden className={icon} />,
} as const

function Action({ action }: { action: ActivityEvent['action'] }) {
  const t = useTranslations('activity.events')
  return (
    <span className="flex min-w-0 shrink-0 items-center gap-2">
      {marks[action]}
      {t(`actions.${action}`)}
    </span>
  )
}

function Source({ event }: { event: ActivityEvent }) {
  const t = useTranslations('activity.events')
  return (
    <Tooltip content={t(`sourceText.${event.source}`)}>
      <span className="truncate">{t(`sources.${event.source}`)}</span>
    </Tooltip>
  )
}

function Who({ event }: { event: ActivityEvent }) {
  const t = useTranslations('activity.events')
  const { actor, userAgent } = event
  if (!actor && !userAgent) return <Unknown reason={t('actorUnknown')} />
  return (
    <Tooltip content={userAgent}>
      <span className="truncate">{actor ?? userAgent}</span>
    </Tooltip>
  )
}

export function useEventColumns(): readonly Column<ActivityEvent>[] {
  const t = useTranslations('activity.events')
  return useMemo(
    () => [
      whenColumn(t('columns.at')),
      {
        id: 'action',
        header: t('columns.action'),
        width: '136px',
        cell: (event) => <Action action={event.action} />,
      },
      {
        id: 'subject',
        header: t('columns.subject'),
        width: 'minmax(200px, 2fr)',
        cell: (event) => <RowLink>{subjectOf(event)}</RowLink>,
      },
      {
        id: 'actor',
        header: t('columns.actor'),
        width: 'minmax(96px, 0.75fr)',
        cell: (event) => <Who event={event} />,
      },
      digestColumn(t('columns.digest'), t('noDigest')),
      {
        id: 'source',
        header: t('columns.source'),
        width: 'minmax(136px, 0.75fr)',
        cell: (event) => <Source event={event} />,
      },
    ],
    [t],
  )
}

/** An event in two lines, for a phone. */
export const CompactEvent = (event: ActivityEvent) => (
  <div className="grid min-w-0">
    <span className="flex min-w-0 items-center gap-2">
      <Action action={event.action} />
      <RowLink className="font-medium">{subjectOf(event)}</RowLink>
    </span>
    <span className="flex min-w-0 items-center gap-1 text-muted text-xs">
      <RelativeTime time={event.at} />
      <span aria-hidden>·</span>
      <Who event={event} />
    </span>
  </div>
)
