'use client'
import { useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { Created } from '#components/shared/created.tsx'
import { Digest } from '#components/shared/digest.tsx'
import { Kind } from '#components/shared/kind.tsx'
import { Platforms } from '#components/shared/platforms.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import { type Column, RowLink } from '#components/ui/data-table.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { ManifestItem } from '#lib/api/manifest-list.ts'
import { shortDigest } from '#lib/client/format.ts'
import { RoleCell } from './untagged-cells.tsx'
import { firstManifestOrder, type ManifestSort } from './use-untagged-state.ts'

/** What a reader may choose to see beside the digest. */
export const untaggedColumnIds = [
  'role',
  'kind',
  'platforms',
  'size',
  'createdAt',
  'seenAt',
  'artifactType',
  'heldBy',
] as const satisfies readonly ManifestSort[]
export type UntaggedColumn = (typeof untaggedColumnIds)[number]
export const defaultUntaggedColumns: readonly UntaggedColumn[] = untaggedColumnIds.slice(0, 6)

export function useUntaggedColumns(shown: ReadonlySet<string>): readonly Column<ManifestItem>[] {
  const t = useTranslations('tags.untagged')
  const tTags = useTranslations('tags')
  const { number } = useFormatter()
  return useMemo(() => {
    const column = (
      id: ManifestSort,
      rest: Omit<Column<ManifestItem>, 'id' | 'header'>,
    ): Column<ManifestItem> => ({
      id,
      header: t(`columns.${id}`),
      sortable: true,
      firstOrder: firstManifestOrder(id),
      ...rest,
    })
    const byId: Readonly<Record<UntaggedColumn, Omit<Column<ManifestItem>, 'id' | 'header'>>> = {
      role: {
        width: 'minmax(208px, 1.5fr)',
        hint: t('columns.roleHint'),
        cell: (item) => <RoleCell item={item} />,
      },
      kind: { width: '112px', cell: (item) => <Kind kind={item.kind} note={item.artifactType} /> },
      platforms: {
        width: 'minmax(160px, 1fr)',
        cell: (item) => <Platforms platforms={item.platforms} />,
      },
      size: { width: '96px', align: 'end', cell: (item) => <Bytes bytes={item.size} /> },
      createdAt: {
        width: '128px',
        align: 'end',
        cell: (item) => <Created createdAt={item.createdAt} source={item.createdSource} />,
      },
      seenAt: {
        width: '128px',
        align: 'end',
        hint: t('columns.seenAtHint'),
        cell: (item) => <RelativeTime time={item.seenAt} />,
      },
      artifactType: {
        width: 'minmax(184px, 1fr)',
        cell: (item) =>
          item.artifactType === null ? (
            <Unknown reason={tTags('noType')} />
          ) : (
            <Tooltip content={item.artifactType}>
              <span className="min-w-0 truncate font-mono text-xs">{item.artifactType}</span>
            </Tooltip>
          ),
      },
      heldBy: {
        width: '128px',
        align: 'end',
        hint: t('columns.heldByHint'),
        cell: (item) => number(item.heldBy),
      },
    }
    return [
      column('digest', {
        width: 'minmax(168px, 1fr)',
        cell: (item) => <Digest digest={item.digest} isRowLink />,
      }),
      ...untaggedColumnIds.filter((id) => shown.has(id)).map((id) => column(id, byId[id])),
    ]
  }, [t, tTags, number, shown])
}

/** A manifest in two lines, for a phone. */
export const CompactManifest = (item: ManifestItem) => (
  <div className="grid min-w-0">
    <span className="flex min-w-0 items-center gap-2">
      <RowLink className="font-mono text-xs">{shortDigest(item.digest)}</RowLink>
      <Kind kind={item.kind} note={item.artifactType} />
      <span aria-hidden className="flex-1" />
      <span className="text-muted text-xs">
        <Bytes bytes={item.size} />
      </span>
    </span>
    <span className="flex min-w-0 items-center gap-2 text-muted text-xs">
      <span className="flex min-w-0 flex-1">
        <RoleCell item={item} />
      </span>
      <Created createdAt={item.createdAt} source={item.createdSource} />
    </span>
  </div>
)
