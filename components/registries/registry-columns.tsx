'use client'
import { useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { SyncProgress } from '#components/shared/sync-progress.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import { isWalking } from '#components/shared/use-sync-words.ts'
import { Badge } from '#components/ui/badge.tsx'
import { type Column, RowLink } from '#components/ui/data-table.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Latency } from '#lib/api/overview.ts'
import type { Registry } from '#lib/api/registries.ts'
import { LatencyCell } from './latency-cell.tsx'
import { type RegistryActions, RegistryActionsCell } from './registry-actions.tsx'
import { RegistryStatusCell } from './registry-status.tsx'
import { SyncCell } from './sync-cell.tsx'

/** Address without the protocol, which is the same nearly everywhere; the whole on hover. */
const hostOf = (url: string) => url.replace(/^https?:\/\//, '').replace(/\/$/, '')

/** `known`: so many at least, where not everything was counted. */
function Count({ count, known = null }: { count: number | null; known?: number | null }) {
  const t = useTranslations('registries')
  const { number } = useFormatter()
  if (count === null && known) {
    return (
      <Tooltip content={t('countAtLeastHint')}>
        <span className="whitespace-nowrap">{t('countAtLeast', { count: number(known) })}</span>
      </Tooltip>
    )
  }
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

/** `actions` null: whoever looks may not change registries. `latencyOf` is the same function as long as nothing changed. */
export function useRegistryColumns(
  actions: RegistryActions | null,
  latencyOf: (registry: string) => Latency | undefined,
): readonly Column<Registry>[] {
  const t = useTranslations('registries')
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('columns.name'),
        width: 'minmax(176px, 1.5fr)',
        cell: (registry) => (
          <span className="flex h-5 min-w-0 flex-wrap items-center gap-x-2 overflow-hidden">
            <RowLink className="font-medium">{registry.name}</RowLink>
            <Badges registry={registry} />
            <Tooltip
              content={[registry.url, t(`types.${registry.type}`), t(`auth.${registry.auth}`)].join('\n')}
            >
              <span className="whitespace-nowrap text-muted text-xs leading-5">{hostOf(registry.url)}</span>
            </Tooltip>
          </span>
        ),
      },
      {
        id: 'status',
        header: t('columns.status'),
        width: 'minmax(152px, 1.2fr)',
        cell: (registry) => <RegistryStatusCell status={registry.status} />,
      },
      {
        id: 'latency',
        header: t('columns.latency'),
        hint: t('columns.latencyHint'),
        align: 'end',
        width: '144px',
        cell: (registry) => <LatencyCell latency={latencyOf(registry.id)} />,
      },
      {
        id: 'repositories',
        header: t('columns.repositories'),
        align: 'end',
        width: '96px',
        cell: (registry) => <Count count={registry.counts.repositories} />,
      },
      {
        id: 'tags',
        header: t('columns.tags'),
        align: 'end',
        width: '72px',
        cell: ({ counts }) => <Count count={counts.tags} known={counts.tagsKnown} />,
      },
      {
        id: 'bytes',
        header: t('columns.bytes'),
        hint: t('columns.bytesHint'),
        align: 'end',
        width: '80px',
        cell: (registry) => <Bytes bytes={registry.counts.bytes} />,
      },
      {
        id: 'sync',
        header: t('columns.sync'),
        hint: t('columns.syncHint'),
        width: 'minmax(168px, 1fr)',
        cell: (registry) => <SyncCell registry={registry} />,
      },
      ...(actions
        ? [
            {
              id: 'actions',
              header: t('columns.actions'),
              align: 'end',
              width: '116px',
              cell: (registry: Registry) => <RegistryActionsCell registry={registry} {...actions} />,
            } as const,
          ]
        : []),
    ],
    [t, actions, latencyOf],
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
        <span className="ml-auto min-w-0 shrink-0">
          {isWalking(registry.sync) ? (
            <SyncProgress sync={registry.sync} name={registry.name} />
          ) : (
            <CompactCounts registry={registry} />
          )}
        </span>
      </span>
    </div>
    {actions && <RegistryActionsCell registry={registry} {...actions} />}
  </div>
)

function CompactCounts({ registry }: { registry: Registry }) {
  const t = useTranslations('frame')
  const count = registry.counts.repositories
  if (count === null) return null
  return t('repositoryCount', { count })
}
