import type { KeyboardEvent } from 'react'

interface DeletionKeys<Row> {
  readonly mayDelete: boolean
  readonly hasSelection: boolean
  readonly clear: () => void
  readonly onSelection: () => void
  readonly onRow: (row: Row) => void
}

/**
 * What a row's keys do: `#` and Delete ask for the deletion of what is selected, else of the row; Escape lets go of what is.
 * Without a row (none has the focus), only what is selected is meant.
 */
export const deletionKeys =
  <Row>({ mayDelete, hasSelection, clear, onSelection, onRow }: DeletionKeys<Row>) =>
  (event: Pick<KeyboardEvent, 'key' | 'preventDefault'>, row: Row | null) => {
    if (event.key === 'Escape' && hasSelection) clear()
    else if (!mayDelete) return
    else if (event.key !== '#' && event.key !== 'Delete') return
    else if (hasSelection) onSelection()
    else if (row === null) return
    else onRow(row)
    event.preventDefault()
  }
