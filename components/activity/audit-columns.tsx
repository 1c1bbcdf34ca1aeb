'use client'
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { type Column, RowLink } from '#components/ui/data-table.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { AuditEntry } from '#lib/api/audit.ts'
import { digestColumn, whenColumn } from './columns.tsx'

/** `registry/repository:tag`, as far as it was about any of them; else the policy. */
const subjectOf = ({ registry, repository, tag, policy }: AuditEntry) =>
  [registry, repository].filter(Boolean).join('/') + (tag ? `:${tag}` : '') || (policy ?? '')

const marks = {
  started: <CircleDashed aria-hidden className="size-4 shrink-0 text-muted" />,
  succeeded: <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />,
  failed: <CircleX aria-hidden className="size-4 shrink-0 text-warning" />,
} as const

function Outcome({ entry }: { entry: AuditEntry }) {
  const t = useTranslations('activity')
  // Of a session the detail is where it was begun; older rows have a word before it.
  const detail =
    entry.detail && entry.action.startsWith('session.')
      ? t('fromAddress', { address: entry.detail.replace(/^from /, '') })
      : entry.detail
  return (
    <Tooltip content={detail}>
      <span className="flex min-w-0 items-center gap-2">
        {marks[entry.phase]}
        {t(`phase.${entry.phase}`)}
        {detail && <span className="min-w-0 truncate text-muted text-xs">{detail}</span>}
      </span>
    </Tooltip>
  )
}

export function useAuditColumns(): readonly Column<AuditEntry>[] {
  const t = useTranslations('activity')
  return useMemo(
    () => [
      whenColumn(t('columns.at')),
      {
        id: 'actor',
        header: t('columns.actor'),
        width: 'minmax(96px, 0.5fr)',
        cell: ({ actor, policy }) => (
          <span className="truncate">
            {policy && actor !== `policy:${policy}` ? `${actor} · ${policy}` : actor}
          </span>
        ),
      },
      {
        id: 'action',
        header: t('columns.action'),
        width: 'minmax(136px, 0.75fr)',
        cell: (entry) => <span className="truncate">{t(`action.${entry.action}`)}</span>,
      },
      {
        id: 'subject',
        header: t('columns.subject'),
        width: 'minmax(200px, 2fr)',
        cell: (entry) => <RowLink>{subjectOf(entry)}</RowLink>,
      },
      {
        id: 'outcome',
        header: t('columns.outcome'),
        width: 'minmax(160px, 1fr)',
        cell: (entry) => <Outcome entry={entry} />,
      },
      digestColumn(t('columns.digest'), t('noDigest')),
    ],
    [t],
  )
}

export const CompactAudit = (entry: AuditEntry) => (
  <div className="grid min-w-0">
    <span className="flex min-w-0 items-center gap-2">
      <CompactAction entry={entry} />
      <RowLink className="font-medium">{subjectOf(entry)}</RowLink>
    </span>
    <span className="flex min-w-0 items-center gap-1 text-muted text-xs">
      <RelativeTime time={entry.at} />
      <span aria-hidden>·</span>
      <span className="truncate">{entry.actor}</span>
    </span>
  </div>
)

function CompactAction({ entry }: { entry: AuditEntry }) {
  const t = useTranslations('activity')
  return (
    <span className="flex shrink-0 items-center gap-1">
      {marks[entry.phase]}
      <span className="sr-only">{t(`phase.${entry.phase}`)}</span>
      {t(`action.${entry.action}`)}
    </span>
  )
}
