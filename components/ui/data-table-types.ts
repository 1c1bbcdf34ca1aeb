import type { KeyboardEvent, ReactNode } from 'react'
import type { RowSelection } from './row-selection.ts'

export interface Column<Row> {
  readonly id: string
  readonly header: string
  /** The header is there for those who don't see the column; it speaks for itself. */
  readonly isHeaderHidden?: boolean
  /** Why the column is what it is, on hover and focus. */
  readonly hint?: string
  /** Fits into one line of 36 px. */
  readonly cell: (row: Row) => ReactNode
  /** `end` for numbers. */
  readonly align?: 'start' | 'end'
  /** A CSS grid track: `'120px'`, `'minmax(200px, 2fr)'`. Without it the column shares what is left. */
  readonly width?: string
  readonly sortable?: boolean
  /** The order of the first press on its header. Numbers and times usually want `desc`. */
  readonly firstOrder?: 'asc' | 'desc'
}

/** Of the table, or of the page around it. */
export type TableKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'preventDefault'>

export interface Sort<Id extends string = string> {
  readonly id: Id
  readonly order: 'asc' | 'desc'
}

export interface Selection {
  readonly value: RowSelection
  readonly onChange: (value: RowSelection) => void
}

export interface DataTableProps<Row> {
  /** What the table is a list of, for screen readers. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** The row in words, for the label of its checkbox; its key otherwise. */
  readonly rowName?: (row: Row) => string
  /** Where Enter, a click and `<RowLink>` lead; undefined for a row that leads nowhere. */
  readonly rowHref?: (row: Row) => string | undefined
  /** A row is about to be opened (the pointer is down on it, or Enter was pressed): what it leads to may be read ahead. */
  readonly onBeforeOpen?: (row: Row) => void
  /** What opening a row does that has no `rowHref`. */
  readonly onOpen?: (row: Row) => void
  /** Rows that hold others: the table is a tree then. Levels start at 1; null for a row that cannot be unfolded. */
  readonly rowTree?: (row: Row) => { readonly level: number; readonly isExpanded: boolean | null }
  /** Keys that only this table knows (`#` to delete); called with the focused row. */
  readonly onRowKey?: (event: KeyboardEvent, row: Row) => void
  /** The same while no row has the focus: it is in the header, or elsewhere on the page where nobody is typing. */
  readonly onTableKey?: (event: TableKey) => void
  readonly sort?: Sort
  readonly onSort?: (sort: Sort) => void
  readonly selection?: Selection
  /** Whether a row has a box of its own; every one has without it. */
  readonly canSelect?: (row: Row) => boolean
  /** Nothing is known yet: rows of the right height shimmer. */
  readonly isLoading?: boolean
  /** What is shown is of the last question, and the next answer is on its way. */
  readonly isStale?: boolean
  /** Of all rows, loaded or not; null while unknown. */
  readonly totalCount?: number | null
  /** The end of what is loaded comes into sight. Called once for each length of `rows`. */
  readonly onEndReached?: () => void
  /** Which rows are on the screen, both ends included; called when that changes. */
  readonly onRangeChange?: (range: { readonly first: number; readonly last: number }) => void
  /** Two lines in 56 px, on narrow screens; the cells of all columns in a row where it is missing. */
  readonly compactRow?: (row: Row) => ReactNode
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode
}
