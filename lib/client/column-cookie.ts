/** The tables whose columns can be chosen. */
export const columnTables = ['tags', 'repositories', 'untagged'] as const
export type ColumnTable = (typeof columnTables)[number]

/** A cookie and not the browser's storage: the server draws the table's header, and it is to be the right one at once. */
export const columnsCookie = (table: ColumnTable) => `portolan-columns-${table}`

/** A cookie can't be empty everywhere; no column is called so. */
const nothing = '-'

/** The columns that a cookie names, in the order of the table; null for one that says nothing. */
export function parseColumns<Id extends string>(cookie: string | undefined, all: readonly Id[]): Id[] | null {
  if (!cookie) return null
  const named = new Set(cookie.split('.'))
  const known = all.filter((id) => named.has(id))
  // Columns of another version, or somebody's nonsense: as good as nothing.
  return known.length > 0 || cookie === nothing ? known : null
}

export const columnsText = (ids: readonly string[]) => ids.join('.') || nothing
