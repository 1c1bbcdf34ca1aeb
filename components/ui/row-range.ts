import { isRowSelected, type RowSelection, withRows } from './row-selection.ts'

/** Where a range began, and what was selected before it. */
export interface RangeAnchor {
  readonly key: string
  /** The row that the range reaches now. */
  readonly end: string
  /** Whether the range selects its rows, or takes them out of the selection. */
  readonly isOn: boolean
  readonly before: RowSelection
  /** What the range made of it: whatever else is selected now was done since. */
  readonly after: RowSelection
}

/** One row is selected, or no longer: from there on, a range does the same to its rows. */
export function anchorAt(selection: RowSelection, key: string): RangeAnchor {
  const isOn = !isRowSelected(selection, key)
  return { key, end: key, isOn, before: selection, after: withRows(selection, [key], isOn) }
}

/**
 * The range from where it began to another row of `keys`. A row that it reached before and does not reach any longer is
 * as it was, and one that has no box (`canSelect`) stays so. null where the row that it began at is not there.
 */
export function rangeTo(
  anchor: RangeAnchor,
  selection: RowSelection,
  keys: readonly string[],
  to: number,
  canSelect: (key: string) => boolean = () => true,
): RangeAnchor | null {
  const from = keys.indexOf(anchor.key)
  const end = keys[to]
  if (from < 0 || end === undefined) return null
  const before = anchor.after === selection ? anchor.before : selection
  const rows = keys.slice(Math.min(from, to), Math.max(from, to) + 1).filter(canSelect)
  return { ...anchor, end, before, after: withRows(before, rows, anchor.isOn) }
}
