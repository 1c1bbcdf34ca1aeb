'use client'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { useRouter } from 'next/navigation'
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
} from 'react'
import { CompactHeader, DataTableHeader } from './data-table-header.tsx'
import { DataTableRow, SkeletonRow } from './data-table-row.tsx'
import { SelectAllCell } from './data-table-select-all.tsx'
import type { DataTableProps } from './data-table-types.ts'
import { isRowSelected } from './row-selection.ts'
import { isTyping } from './typing.ts'
import { useIsNarrow } from './use-media-query.ts'
import { usePageKeys } from './use-page-keys.ts'
import { useRowNavigation } from './use-row-navigation.ts'
import { useRowSelection } from './use-row-selection.ts'

export type { Column, DataTableProps, Selection, Sort, TableKey } from './data-table-types.ts'
export { RowLink } from './row-link.tsx'

const skeletonCount = 12
const controls = 'a, button, input, label, summary'

/** The least width of all columns, in pixels: the first length of each track. */
const minWidthOf = (columns: readonly { readonly width?: string }[]) =>
  columns.reduce((sum, { width }) => sum + Number(/(\d+)px/.exec(width ?? '')?.[1] ?? 120), 0)

// A table whose rows take the focus is a grid (ARIA Authoring Practices, "Grid"); HTML has no element for it.
const gridRole = 'grid'
const treeRole = 'treegrid'
const isMultiselectable = { 'aria-multiselectable': true }

/**
 * A table of any length: only the rows near the screen exist. It fills the height that its parent gives it and scrolls
 * by itself. Keyboard: arrows, `j` `k`, Home, End and the page keys move, with shift they select; Enter opens, `x` selects,
 * Ctrl+A selects all that is loaded.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, rowHref, onOpen, sort, onSort, selection, canSelect, onEndReached } = props
  const router = useRouter()
  const isNarrow = useIsNarrow()
  const compactRow = isNarrow ? props.compactRow : undefined
  const rowHeight = compactRow ? 56 : 36
  const isSortable = onSort !== undefined && columns.some((column) => column.sortable)
  // Two-line rows have no column headers: the header only sorts and selects.
  const hasHeader = !compactRow || isSortable || selection !== undefined
  const headerHeight = hasHeader ? (compactRow ? 44 : 32) : 0
  const container = useRef<HTMLDivElement>(null)

  const keys = useMemo(() => rows.map(rowKey), [rows, rowKey])
  const indexByKey = useMemo(() => new Map(keys.map((key, index) => [key, index])), [keys])
  const boxless = useMemo(
    () => new Set(canSelect ? rows.filter((row) => !canSelect(row)).map(rowKey) : []),
    [rows, rowKey, canSelect],
  )
  const boxKeys = useMemo(
    () => (boxless.size === 0 ? keys : keys.filter((key) => !boxless.has(key))),
    [keys, boxless],
  )
  const keyAt = useCallback((index: number) => keys[index] ?? null, [keys])
  const missing = Math.max(0, (props.totalCount ?? 0) - rows.length)
  const isWaiting = props.isLoading === true && rows.length === 0
  const count = isWaiting
    ? skeletonCount
    : rows.length + (onEndReached ? Math.min(missing, skeletonCount) : 0)

  const activeIndex = useRef(0)
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => container.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    initialRect: { width: 0, height: 800 },
    // The focused row stays in the document wherever the page is scrolled to, or its focus would be lost.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      const active = activeIndex.current
      return active >= count || shown.includes(active) ? shown : [...shown, active].toSorted((a, b) => a - b)
    },
  })
  const scrollTo = useCallback((index: number) => virtualizer.scrollToIndex(index), [virtualizer])
  const { active, setActiveKey, moveTo, onMoveKey } = useRowNavigation({
    count: rows.length,
    keyAt,
    indexOf: (key) => indexByKey.get(key) ?? -1,
    scrollTo,
    container,
    pageSize: () => Math.max(1, Math.floor((container.current?.clientHeight ?? 400) / rowHeight) - 2),
  })
  activeIndex.current = active
  const { toggle, extendTo, selectAll, toggleAll } = useRowSelection({
    keys,
    selection,
    canSelect: (key) => !boxless.has(key),
  })

  // A change of row height (another width of the window) makes every measured position wrong.
  useEffect(() => {
    if (rowHeight > 0) virtualizer.measure()
  }, [rowHeight, virtualizer])

  const items = virtualizer.getVirtualItems()
  // What is on screen, without the rows drawn ahead: reading ahead would cost requests for rows that nobody looks at.
  const last = virtualizer.range?.endIndex ?? 0
  const askedAt = useRef(-1)
  useEffect(() => {
    if (rows.length === 0 || missing === 0 || last < rows.length - 3 || askedAt.current === rows.length)
      return
    askedAt.current = rows.length
    onEndReached?.()
  }, [last, rows.length, missing, onEndReached])

  const { onRangeChange } = props
  const firstShown = virtualizer.range?.startIndex ?? 0
  const lastShown = Math.min(virtualizer.range?.endIndex ?? 0, Math.max(0, rows.length - 1))
  useEffect(() => {
    onRangeChange?.({ first: firstShown, last: lastShown })
  }, [firstShown, lastShown, onRangeChange])

  const open = (row: Row, isNewTab: boolean) => {
    const href = rowHref?.(row)
    if (href === undefined) onOpen?.(row)
    else if (isNewTab) window.open(href, '_blank', 'noopener')
    else router.push(href)
  }
  usePageKeys(container, (event) => {
    if (selection && event.key === 'x' && rows[active] !== undefined) {
      event.preventDefault()
      moveTo(active)
      toggle(active, false)
    } else props.onTableKey?.(event)
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const { target } = event
    // A menu or a dialog of a row stands elsewhere in the document, and what is typed is text.
    if (!(target instanceof HTMLElement) || !container.current?.contains(target) || isTyping(target)) return
    const from = active
    const to = onMoveKey(event)
    if (to !== null) {
      if (event.shiftKey) extendTo(from, to)
      return
    }
    const row = rows[active]
    if (row === undefined) return
    const isControl = event.ctrlKey || event.metaKey
    if (selection && isControl && event.key === 'a') {
      event.preventDefault()
      selectAll()
    } else if (selection && !isControl && event.key === 'x') {
      if (!target.closest('[data-index]')) moveTo(active)
      toggle(active, false)
    }
    // In the header, no row has the focus.
    else if (!target.closest('[data-index]')) props.onTableKey?.(event)
    // A control inside the row is pressed by itself.
    else if (event.key !== 'Enter') props.onRowKey?.(event, row)
    else if (target.matches('tr')) {
      props.onBeforeOpen?.(row)
      open(row, isControl)
    }
  }
  const indexOf = ({ target }: MouseEvent) =>
    target instanceof Element
      ? Number(target.closest('[data-index]')?.getAttribute('data-index') ?? Number.NaN)
      : Number.NaN
  // Between the press and the click that follows lie some 80 ms, in which the answer may arrive.
  const onPointerDown = (event: PointerEvent) => {
    const row = rows[indexOf(event)]
    if (row === undefined || event.button !== 0 || event.shiftKey || !(event.target instanceof Element))
      return
    if (!event.target.closest('button, input, label, summary, [data-select]')) props.onBeforeOpen?.(row)
  }
  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return
    const index = indexOf(event)
    const row = rows[index]
    if (row === undefined) return
    setActiveKey(rowKey(row))
    if (event.target.closest('[data-select]')) return toggle(index, event.shiftKey)
    // Controls do their own thing, and selecting text to copy it is no click.
    if (event.target.closest(controls)) return
    if (event.shiftKey && selection) {
      event.target.closest<HTMLElement>('tr')?.focus({ preventScroll: true })
      toggle(index, true)
    } else if (window.getSelection()?.isCollapsed) open(row, event.ctrlKey || event.metaKey)
  }
  // A range of rows and not of text.
  const onMouseDown = (event: MouseEvent) => {
    if (selection && event.shiftKey) event.preventDefault()
  }

  const template = compactRow ? 'minmax(0, 1fr)' : columns.map((c) => c.width ?? 'minmax(0, 1fr)').join(' ')
  const style: CSSProperties & Record<'--columns', string> = {
    '--columns': selection ? `40px ${template}` : template,
  }
  // Columns that do not fit side by side make the table scroll; they are never squeezed below what they ask for.
  const minWidth = compactRow ? undefined : minWidthOf(columns) + (selection ? 40 : 0)
  const Header = compactRow ? CompactHeader : DataTableHeader
  const isCompact = compactRow !== undefined
  const columnCount = (isCompact ? 1 : columns.length) + (selection ? 1 : 0)
  const places = isCompact ? [{ id: 'row' }] : columns
  return (
    <div ref={container} className="relative min-h-0 flex-1 overflow-auto overscroll-contain" style={style}>
      <table
        role={props.rowTree ? treeRole : gridRole}
        {...(selection && isMultiselectable)}
        aria-label={props.label}
        aria-rowcount={(props.totalCount ?? rows.length) + 1}
        aria-colcount={columnCount}
        aria-busy={isWaiting || props.isStale || undefined}
        className="block"
        style={{ minWidth }}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onMouseDown={onMouseDown}
        onClick={onClick}
        onFocus={(event) => {
          const index = event.target.closest('[data-index]')?.getAttribute('data-index')
          if (index) setActiveKey(keyAt(Number(index)))
        }}
      >
        {hasHeader && (
          <Header
            columns={columns}
            sort={sort}
            onSort={onSort}
            select={selection && <SelectAllCell selection={selection} keys={boxKeys} onToggle={toggleAll} />}
          />
        )}
        <tbody
          className={clsx('relative block min-w-full transition-opacity', props.isStale && 'opacity-60')}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {items.map((item) => {
            const row = isWaiting ? undefined : rows[item.index]
            const top = item.start - headerHeight
            if (row === undefined) {
              return (
                <SkeletonRow
                  key={item.key}
                  index={item.index}
                  top={top}
                  places={places}
                  isCompact={isCompact}
                />
              )
            }
            const key = rowKey(row)
            return (
              <DataTableRow
                key={key}
                row={row}
                index={item.index}
                top={top}
                columns={columns}
                compactRow={compactRow}
                isActive={item.index === active}
                hasBoxes={selection !== undefined}
                isSelected={selection && !boxless.has(key) ? isRowSelected(selection.value, key) : null}
                name={props.rowName?.(row) ?? key}
                href={rowHref?.(row) ?? null}
                onOpen={onOpen}
                {...props.rowTree?.(row)}
              />
            )
          })}
        </tbody>
      </table>
      {rows.length === 0 && !isWaiting && props.empty}
    </div>
  )
}
