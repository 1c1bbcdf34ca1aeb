/** Which rows of a list are selected: the named ones, or (`isAll`) all that the list has, loaded or not, but the named ones. */
export interface RowSelection {
  readonly isAll: boolean
  /** Keys, as the table's `rowKey` makes them. */
  readonly keys: ReadonlySet<string>
}

export const nothingSelected: RowSelection = { isAll: false, keys: new Set() }
export const everythingSelected: RowSelection = { isAll: true, keys: new Set() }

export const isRowSelected = ({ isAll, keys }: RowSelection, key: string) => isAll !== keys.has(key)

/** The same selection, but that these rows are selected, or are not. */
export function withRows(selection: RowSelection, rows: readonly string[], isOn: boolean): RowSelection {
  const keys = new Set(selection.keys)
  for (const key of rows) {
    if (isOn === selection.isAll) keys.delete(key)
    else keys.add(key)
  }
  return { ...selection, keys }
}

/** Without what it says of rows that are there no more. */
export function withoutRows(selection: RowSelection, gone: readonly string[]): RowSelection {
  const keys = new Set(selection.keys)
  for (const key of gone) keys.delete(key)
  return keys.size === selection.keys.size ? selection : { ...selection, keys }
}

/** How many rows are selected of a list of so many; null where that hangs on a total that nobody knows. */
export function selectedCount({ isAll, keys }: RowSelection, total: number | null): number | null {
  if (!isAll) return keys.size
  return total === null ? null : Math.max(0, total - keys.size)
}
