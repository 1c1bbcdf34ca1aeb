'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { ProtectedMark } from '#components/shared/protected-mark.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { type Column, RowLink } from '#components/ui/data-table.tsx'
import type { Tag } from '#lib/api/tags.ts'
import {
  CreatedCell,
  DeleteCell,
  DigestCell,
  GroupCell,
  KindCell,
  PlatformsCell,
  SiblingsCell,
  SignedCell,
  SizeCell,
  TypeCell,
} from './tag-cells.tsx'
import { firstOrderOf, type TagSort } from './tag-order.ts'

/** What a reader may choose to see beside the name of a tag. */
export const tagColumnIds = [
  'digest',
  'siblings',
  'kind',
  'platforms',
  'size',
  'createdAt',
  'mediaType',
  'artifactType',
  'signed',
  'firstSeenAt',
  'pushedAt',
  'pulledAt',
] as const satisfies readonly TagSort[]
export type TagColumn = (typeof tagColumnIds)[number]
export const defaultTagColumns: readonly TagColumn[] = tagColumnIds.slice(0, 6)

interface Options {
  readonly shown: ReadonlySet<string>
  /** The first column sorts by version or by letters: whichever the reader has chosen. */
  readonly nameSort: 'version' | 'name'
  readonly onDigest: (digest: string) => void
  /** null: whoever looks may not delete here. */
  readonly onDelete: ((tag: string) => void) | null
}

export function useTagColumns({ shown, nameSort, onDigest, onDelete }: Options): readonly Column<Tag>[] {
  const t = useTranslations('tags')
  return useMemo(() => {
    const column = (id: TagSort, rest: Omit<Column<Tag>, 'id' | 'header'>): Column<Tag> => ({
      id,
      header: t(`columns.${id}`),
      sortable: true,
      firstOrder: firstOrderOf(id),
      ...rest,
    })
    const byId: Readonly<Record<TagColumn, Omit<Column<Tag>, 'id' | 'header'>>> = {
      digest: { width: '144px', cell: (tag) => <DigestCell tag={tag} /> },
      siblings: {
        width: '112px',
        align: 'end',
        hint: t('columns.siblingsHint'),
        cell: (tag) => <SiblingsCell tag={tag} onDigest={onDigest} />,
      },
      kind: { width: '104px', cell: (tag) => <KindCell tag={tag} /> },
      platforms: { width: 'minmax(192px, 1.5fr)', cell: (tag) => <PlatformsCell tag={tag} /> },
      size: {
        width: '96px',
        align: 'end',
        hint: t('columns.sizeHint'),
        cell: (tag) => <SizeCell tag={tag} />,
      },
      createdAt: { width: '128px', align: 'end', cell: (tag) => <CreatedCell tag={tag} /> },
      mediaType: {
        width: 'minmax(240px, 1fr)',
        cell: (tag) => <TypeCell tag={tag} type={tag.mediaType} />,
      },
      artifactType: {
        width: 'minmax(200px, 1fr)',
        hint: t('columns.artifactTypeHint'),
        cell: (tag) => <TypeCell tag={tag} type={tag.artifactType} />,
      },
      signed: { width: '120px', hint: t('columns.signedHint'), cell: (tag) => <SignedCell tag={tag} /> },
      firstSeenAt: {
        width: '128px',
        align: 'end',
        hint: t('columns.firstSeenAtHint'),
        cell: (tag) => <RelativeTime time={tag.firstSeenAt} />,
      },
      pushedAt: {
        width: '128px',
        align: 'end',
        hint: t('columns.pushedAtHint'),
        cell: (tag) => <RelativeTime time={tag.pushedAt} unknownReason={t('toldOfNoPush')} />,
      },
      pulledAt: {
        width: '128px',
        align: 'end',
        hint: t('columns.pulledAtHint'),
        cell: (tag) => <RelativeTime time={tag.pulledAt} unknownReason={t('toldOfNoPull')} />,
      },
    }
    return [
      column(nameSort, {
        width: 'minmax(168px, 2fr)',
        cell: (tag) => (
          <>
            <RowLink className="font-medium">{tag.name}</RowLink>
            <ProtectedMark rule={tag.protectedBy} />
            <GroupCell tag={tag} />
          </>
        ),
      }),
      ...tagColumnIds.filter((id) => shown.has(id)).map((id) => column(id, byId[id])),
      ...(onDelete
        ? [
            {
              id: 'actions',
              header: t('columns.actions'),
              isHeaderHidden: true,
              width: '56px',
              align: 'end' as const,
              cell: (tag: Tag) => <DeleteCell tag={tag} onDelete={onDelete} />,
            },
          ]
        : []),
    ]
  }, [t, shown, nameSort, onDigest, onDelete])
}
