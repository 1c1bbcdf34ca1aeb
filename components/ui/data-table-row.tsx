'use client'
import clsx from 'clsx'
import { memo, type ReactNode, useMemo } from 'react'
import type { Column } from './data-table-types.ts'
import { RowFocus } from './row-focus.ts'
import { type RowTarget, RowTargetContext } from './row-link.tsx'
import { Skeleton } from './skeleton.tsx'

interface RowProps<Row> {
  readonly row: Row
  readonly index: number
  /** Pixels from the top of the rows. */
  readonly top: number
  readonly columns: readonly Column<Row>[]
  readonly compactRow: ((row: Row) => ReactNode) | undefined
  readonly isActive: boolean
  /** Rows of this table are selected, even where this one is not. */
  readonly hasBoxes: boolean
  /** null: this one is not to be selected. */
  readonly isSelected: boolean | null
  readonly name: string
  readonly href: string | null
  readonly onOpen: ((row: Row) => void) | undefined
  readonly level?: number
  readonly isExpanded?: boolean | null
}

const line = 'absolute top-0 left-0 grid w-full grid-cols-(--columns) items-center border-border border-b'

function TableRow<Row>(props: RowProps<Row>) {
  const { row, index, top, columns, compactRow, isActive, hasBoxes, isSelected, name, href, onOpen } = props
  const target = useMemo<RowTarget>(
    () => ({ href, open: onOpen ? () => onOpen(row) : null }),
    [href, onOpen, row],
  )
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-level={props.level}
      aria-expanded={props.isExpanded ?? undefined}
      aria-selected={isSelected ?? undefined}
      tabIndex={isActive ? 0 : -1}
      style={{ transform: `translateY(${top}px)` }}
      className={clsx(
        line,
        'group/row -outline-offset-2 focus-visible:z-1',
        compactRow ? 'h-14' : 'h-9',
        isSelected ? 'bg-surface-selected' : 'hover:bg-surface-hover',
        (target.href !== null || target.open) && 'cursor-default',
      )}
    >
      <RowFocus value={isActive}>
        <RowTargetContext value={target}>
          {hasBoxes &&
            (isSelected === null ? (
              <td />
            ) : (
              <SelectCell name={name} isSelected={isSelected} tabIndex={isActive ? 0 : -1} />
            ))}
          {compactRow ? (
            <td className="min-w-0 px-4">{compactRow(row)}</td>
          ) : (
            columns.map((column) => (
              <td
                key={column.id}
                className={clsx(
                  'flex min-w-0 items-center gap-1 px-3 first:pl-6 last:pr-6',
                  column.align === 'end' && 'justify-end text-right',
                )}
              >
                {column.cell(row)}
              </td>
            ))
          )}
        </RowTargetContext>
      </RowFocus>
    </tr>
  )
}

/** Scrolling renders the table many times a second; a row only when something of its own has changed. */
export const DataTableRow = memo(TableRow) as typeof TableRow

interface SelectCellProps {
  readonly name: string
  readonly isSelected: boolean
  readonly tabIndex: number
}

/** All of the cell can be pressed, which the table sees to. The box is called as the row is: what is read of a row begins with its name. */
const SelectCell = ({ name, isSelected, tabIndex }: SelectCellProps) => (
  <td data-select className="grid h-full place-items-center">
    <input
      type="checkbox"
      checked={isSelected}
      tabIndex={tabIndex}
      aria-label={name}
      onChange={() => undefined}
      className="size-4 accent-accent"
    />
  </td>
)

const widths = ['w-40', 'w-28', 'w-48', 'w-32', 'w-44'] as const

interface SkeletonRowProps {
  readonly index: number
  readonly top: number
  readonly places: readonly { readonly id: string; readonly align?: 'start' | 'end' }[]
  readonly isCompact: boolean
}

/** As high as the row that will stand there. */
export const SkeletonRow = ({ index, top, places, isCompact }: SkeletonRowProps) => (
  <tr
    aria-hidden
    style={{ transform: `translateY(${top}px)` }}
    className={clsx(line, isCompact ? 'h-14' : 'h-9')}
  >
    {places.map(({ id, align }, at) => (
      <td key={id} className={clsx('px-3 first:pl-6 last:pr-6', align === 'end' && 'text-right')}>
        <Skeleton className={at === 0 ? widths[index % widths.length] : 'w-14'} />
      </td>
    ))}
  </tr>
)
