'use client'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { type Column, RowLink } from '#components/ui/data-table.tsx'
import { useCellTabIndex } from '#components/ui/row-focus.ts'
import { type BringOver, BringOverCell } from './bring-over-cell.tsx'
import { type MatrixLine, nameOfRow } from './matrix-rows.ts'
import { SideCell } from './side-cell.tsx'
import { StateMark } from './state-mark.tsx'

export type Fold = (tag: string, isOpen: boolean) => void

/** The tag, what is said and can be done of it, and one column a side, headed by `titles`. */
export function useMatrixColumns(
  titles: readonly string[],
  onFold: Fold,
  /** null: whoever looks may not copy. */
  onBringOver: BringOver | null,
): readonly Column<MatrixLine>[] {
  const t = useTranslations('compare')
  return useMemo(
    () => [
      {
        id: 'version',
        header: t('tag'),
        width: 'minmax(176px, 1.5fr)',
        sortable: true,
        firstOrder: 'desc',
        cell: (line) => <NameCell line={line} onFold={onFold} />,
      },
      {
        id: 'state',
        header: t('stateColumn'),
        width: '144px',
        sortable: true,
        cell: ({ row, platform }) => (
          <StateMark state={platform?.state ?? row.state} sameImages={platform === null && row.sameImages} />
        ),
      },
      ...(onBringOver
        ? [
            {
              id: 'bring-over',
              header: t('bringOver.column'),
              isHeaderHidden: true,
              width: '44px',
              cell: (line: MatrixLine) => <BringOverCell line={line} onBringOver={onBringOver} />,
            },
          ]
        : []),
      ...titles.map((title, at) => ({
        id: `side ${at}`,
        header: title,
        width: 'minmax(264px, 2fr)',
        cell: (line: MatrixLine) => <SideCell line={line} at={at} />,
      })),
    ],
    [t, titles, onFold, onBringOver],
  )
}

export function NameCell({ line, onFold }: { readonly line: MatrixLine; readonly onFold: Fold }) {
  const t = useTranslations('compare')
  const tabIndex = useCellTabIndex()
  const { row, platform, isOpen } = line
  if (platform)
    return <span className="min-w-0 truncate pl-8 font-mono text-muted text-xs">{platform.platform}</span>
  const Chevron = isOpen ? ChevronDown : ChevronRight
  return (
    <>
      {isOpen === null ? (
        <span className="w-6 shrink-0" />
      ) : (
        <button
          type="button"
          tabIndex={tabIndex}
          aria-label={t(isOpen ? 'fold' : 'unfold', { tag: nameOfRow(row) })}
          aria-expanded={isOpen}
          onClick={() => onFold(nameOfRow(row), !isOpen)}
          className="grid size-6 shrink-0 place-items-center rounded-md text-muted hover:bg-surface-hover"
        >
          <Chevron aria-hidden className="size-4" />
        </button>
      )}
      <RowLink className="font-medium">
        {row.path !== null && <span className="font-normal text-muted">{row.path}:</span>}
        {row.name}
      </RowLink>
    </>
  )
}
