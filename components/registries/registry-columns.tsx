'use client'
import { useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { type Column, RowLink } from '#components/ui/data-table.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Registry } from '#lib/api/registries.ts'
import { type RegistryActions, RegistryActionsCell } from './registry-actions.tsx'
import { RegistryStatusCell } from './registry-status.tsx'

/** Address without the protocol, which is the same nearly everywhere; the whole on hover. */
const hostOf = (url: string) => url.replace(/^https?:\/\//, '').replace(/\/$/, '')

function Count({ count }: { count: number | null }) {
  const t = useTranslations('registries')
  const { number } = useFormatter()
  return count === null ? <Unknown reason={t('countUnknown')} /> : number(count)
}

function Badges({ registry }: { registry: Registry }) {
  const t = useTranslations('registries')
  return (
    <>
      {registry.source === 'demo' && <Badge tone="accent">{t('demo')}</Badge>}
      {registry.readOnly && <Badge>{t('readOnly')}</Badge>}
    </>
  )
}

/** `actions` null: whoever looks may not change registries. */
export function useRegistryColumns(actions: RegistryActions | null): readonly Column<Registry>[] {
  const t = useTranslations('registries')
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('columns.name'),
        width: 'minmax(208px, 2fr)',
        cell: (registry) => (
          <span className="flex min-w-0 items-center gap-2">
            <RowLink className="font-medium">{registry.name}</RowLink>
            <Badges registry={registry} />
            <Tooltip content={registry.url}>
              <span className="min-w-0 flex-1 truncate text-muted text-xs">{hostOf(registry.url)}</span>
            </Tooltip>
          </span>
        ),
      },
      {
        id: 'status',
        header: t('columns.status'),
        width: 'minmax(168px, 2fr)',
        cell: (registry) => <RegistryStatusCell status={registry.status} />,
      },
      {
        id: 'type',
        header: t('columns.type'),
        width: 'minmax(100px, 0.75fr)',
        cell: (registry) => <span className="truncate">{t(`types.${registry.type}`)}</span>,
      },
      {
        id: 'repositories',
        header: t('columns.repositories'),
        align: 'end',
        width: '104px',
        cell: (registry) => <Count count={registry.counts.repositories} />,
      },
      {
        id: 'tags',
        header: t('columns.tags'),
        align: 'end',
        width: '72px',
        cell: (registry) => <Count count={registry.counts.tags} />,
      },
      {
        id: 'bytes',
        header: t('columns.bytes'),
        hint: t('columns.bytesHint'),
        align: 'end',
        width: '88px',
        cell: (registry) => <Bytes bytes={registry.counts.bytes} />,
      },
      {
        id: 'access',
        header: t('columns.access'),
        width: '100px',
        cell: (registry) => t(`auth.${registry.auth}`),
      },
      {
        id: 'asOf',
        header: t('columns.asOf'),
        align: 'end',
        width: '112px',
        cell: (registry) => <RelativeTime time={registry.freshness.asOf} />,
      },
      ...(actions
        ? [
            {
              id: 'actions',
              header: t('columns.actions'),
              align: 'end',
              width: '88px',
              cell: (registry: Registry) => <RegistryActionsCell registry={registry} {...actions} />,
            } as const,
          ]
        : []),
    ],
    [t, actions],
  )
}

interface CompactRegistryProps {
  readonly registry: Registry
  readonly actions: RegistryActions | null
}

/** A registry in two lines, for a phone. */
export const CompactRegistry = ({ registry, actions }: CompactRegistryProps) => (
  <div className="flex min-w-0 items-center gap-2">
    <div className="grid min-w-0 flex-1">
      <span className="flex min-w-0 items-center gap-2">
        <RowLink className="font-medium">{registry.name}</RowLink>
        <Badges registry={registry} />
      </span>
      <span className="flex min-w-0 items-center gap-2 text-muted text-xs">
        <span className="min-w-0">
          <RegistryStatusCell status={registry.status} />
        </span>
        <CompactCounts registry={registry} />
      </span>
    </div>
    {actions && <RegistryActionsCell registry={registry} {...actions} />}
  </div>
)

function CompactCounts({ registry }: { registry: Registry }) {
  const t = useTranslations('frame')
  const count = registry.counts.repositories
  if (count === null) return null
  return <span className="ml-auto shrink-0">{t('repositoryCount', { count })}</span>
}
