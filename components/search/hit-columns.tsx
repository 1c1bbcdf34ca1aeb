'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { Kind } from '#components/shared/kind.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { type Column, RowLink } from '#components/ui/data-table.tsx'
import type { Hit } from '#lib/api/search.ts'
import { useRegistries } from '#lib/client/use-registries.ts'
import { HitName, HitReason } from './hit-name.tsx'

export function useHitColumns(): readonly Column<Hit>[] {
  const t = useTranslations('search')
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('columns.name'),
        width: 'minmax(220px, 2fr)',
        cell: (hit) => (
          <RowLink>
            <HitName hit={hit} />
          </RowLink>
        ),
      },
      { id: 'type', header: t('columns.type'), width: '96px', cell: (hit) => <HitKind hit={hit} /> },
      {
        id: 'reason',
        header: t('columns.reason'),
        width: 'minmax(160px, 2fr)',
        cell: (hit) => (
          <span className="truncate text-muted">
            <HitReason hit={hit} />
          </span>
        ),
      },
      {
        id: 'registry',
        header: t('columns.registry'),
        width: 'minmax(112px, 0.75fr)',
        cell: (hit) => <RegistryName id={hit.registry} />,
      },
      {
        id: 'size',
        header: t('columns.size'),
        align: 'end',
        width: '96px',
        cell: (hit) => <Bytes bytes={hit.size} />,
      },
      {
        id: 'createdAt',
        header: t('columns.createdAt'),
        align: 'end',
        width: '112px',
        cell: (hit) => <RelativeTime time={hit.createdAt} />,
      },
    ],
    [t],
  )
}

/** What it is: a repository with how many tags, or the kind of the image. */
function HitKind({ hit }: { hit: Hit }) {
  const t = useTranslations('search')
  if (hit.type !== 'repository') return hit.kind ? <Kind kind={hit.kind} /> : <Badge>{t('type.tag')}</Badge>
  return hit.tagCount === null ? t('type.repository') : t('tagCount', { count: hit.tagCount })
}

function RegistryName({ id }: { id: string }) {
  const { data } = useRegistries()
  return <span className="truncate">{data?.items.find((registry) => registry.id === id)?.name ?? id}</span>
}

/** A hit in two lines, for a phone. */
export const CompactHit = (hit: Hit) => (
  <div className="grid min-w-0">
    <span className="flex min-w-0 items-center gap-2">
      <RowLink className="flex-1 font-medium">
        <HitName hit={hit} />
      </RowLink>
      <span className="text-muted text-xs">
        <Bytes bytes={hit.size} />
      </span>
    </span>
    <span className="flex min-w-0 items-center gap-2 text-muted text-xs">
      <span className="min-w-0 flex-1 truncate">
        <RegistryName id={hit.registry} /> <HitReason hit={hit} />
      </span>
      <RelativeTime time={hit.createdAt} />
    </span>
  </div>
)
