'use client'
import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { IconButton } from './button.tsx'
import type { Column, Sort } from './data-table-types.ts'
import { Select } from './select.tsx'
import { Tooltip } from './tooltip.tsx'

interface HeaderProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly sort: Sort | undefined
  readonly onSort: ((sort: Sort) => void) | undefined
  /** The checkbox that selects all. */
  readonly select: React.ReactNode
}

const arrows = { asc: ArrowUp, desc: ArrowDown } as const

export function DataTableHeader<Row>({ columns, sort, onSort, select }: HeaderProps<Row>) {
  return (
    <thead className="sticky top-0 z-10 block">
      <tr
        aria-rowindex={1}
        className="grid h-8 grid-cols-(--columns) items-center border-border border-b bg-surface-raised text-left text-muted text-xs"
      >
        {select}
        {columns.map((column) => {
          const order = sort?.id === column.id ? sort.order : null
          return (
            <th
              key={column.id}
              scope="col"
              aria-sort={order ? (order === 'asc' ? 'ascending' : 'descending') : undefined}
              className={clsx(
                'flex min-w-0 px-3 font-normal first:pl-6 last:pr-6',
                column.align === 'end' && 'justify-end',
              )}
            >
              <Tooltip content={column.hint}>
                {column.sortable && onSort ? (
                  <SortButton column={column} order={order} onSort={onSort} />
                ) : (
                  <span className={column.isHeaderHidden ? 'sr-only' : 'truncate'}>{column.header}</span>
                )}
              </Tooltip>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

interface SortButtonProps<Row> extends React.ComponentProps<'button'> {
  readonly column: Column<Row>
  readonly order: Sort['order'] | null
  readonly onSort: (sort: Sort) => void
}

function SortButton<Row>({ column, order, onSort, ...props }: SortButtonProps<Row>) {
  const first = column.firstOrder ?? 'asc'
  const next = order === null ? first : order === 'asc' ? 'desc' : 'asc'
  const Arrow = arrows[order ?? first]
  const arrow = (
    <Arrow
      aria-hidden
      className={clsx(
        'size-3 shrink-0',
        order === null && 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60',
      )}
    />
  )
  return (
    <button
      type="button"
      className={clsx(
        'group inline-flex h-6 min-w-0 items-center gap-1 rounded-sm hover:text-text',
        order && 'font-medium text-text',
      )}
      onClick={() => onSort({ id: column.id, order: next })}
      {...props}
    >
      {column.align === 'end' && arrow}
      <span className="truncate">{column.header}</span>
      {column.align !== 'end' && arrow}
    </button>
  )
}

/** On a narrow screen there are no columns to press: the same sorting as a choice. */
export function CompactHeader<Row>({ columns, sort, onSort, select }: HeaderProps<Row>) {
  const t = useTranslations('ui')
  const sortable = columns.filter((column) => column.sortable)
  const Arrow = arrows[sort?.order ?? 'asc']
  return (
    <thead className="sticky top-0 z-10 block">
      <tr
        aria-rowindex={1}
        className="grid h-11 grid-cols-(--columns) items-center border-border border-b bg-surface-raised"
      >
        {select}
        <th scope="col" className="flex items-center gap-2 px-4 font-normal">
          {onSort && sort && sortable.length > 0 && (
            <>
              <Select
                aria-label={t('sortBy')}
                value={sort.id}
                options={sortable.map(({ id, header }) => ({ value: id, label: header }))}
                onValueChange={(id) =>
                  onSort({ id, order: sortable.find((column) => column.id === id)?.firstOrder ?? 'asc' })
                }
              />
              <IconButton
                label={t(sort.order === 'asc' ? 'sortedAscending' : 'sortedDescending')}
                icon={<Arrow aria-hidden />}
                onClick={() => onSort({ ...sort, order: sort.order === 'asc' ? 'desc' : 'asc' })}
              />
            </>
          )}
        </th>
      </tr>
    </thead>
  )
}
