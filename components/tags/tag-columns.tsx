'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
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
  SizeCell,
} from './tag-cells.tsx'
import { firstOrderOf, type TagSort } from './tag-order.ts'

interface Options {
  /** The first column sorts by version or by letters: whichever the reader has chosen. */
  readonly nameSort: 'version' | 'name'
  readonly onDigest: (digest: string) => void
  /** null: whoever looks may not delete here. */
  readonly onDelete: ((tag: string) => void) | null
}

export function useTagColumns({ nameSort, onDigest, onDelete }: Options): readonly Column<Tag>[] {
  const t = useTranslations('tags')
  return useMemo(() => {
    const column = (id: TagSort, rest: Omit<Column<Tag>, 'id' | 'header'>): Column<Tag> => ({
      id,
      header: t(`columns.${id}`),
      sortable: true,
      firstOrder: firstOrderOf(id),
      ...rest,
    })
    return [
      column(nameSort, {
        width: 'minmax(168px, 2fr)',
        cell: (tag) => (
          <>
            <RowLink className="font-medium">{tag.name}</RowLink>
            <GroupCell tag={tag} />
          </>
        ),
      }),
      column('digest', { width: '144px', cell: (tag) => <DigestCell tag={tag} /> }),
      column('siblings', {
        width: '112px',
        align: 'end',
        hint: t('columns.siblingsHint'),
        cell: (tag) => <SiblingsCell tag={tag} onDigest={onDigest} />,
      }),
      column('kind', { width: '104px', cell: (tag) => <KindCell tag={tag} /> }),
      column('platforms', { width: 'minmax(216px, 1.5fr)', cell: (tag) => <PlatformsCell tag={tag} /> }),
      column('size', {
        width: '96px',
        align: 'end',
        hint: t('columns.sizeHint'),
        cell: (tag) => <SizeCell tag={tag} />,
      }),
      column('createdAt', { width: '128px', align: 'end', cell: (tag) => <CreatedCell tag={tag} /> }),
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
  }, [t, nameSort, onDigest, onDelete])
}
