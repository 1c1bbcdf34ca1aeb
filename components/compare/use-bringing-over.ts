'use client'
import { useCallback, useState } from 'react'
import type { ComparedRow } from '#lib/api/compare.ts'
import { nameOfRow } from './matrix-rows.ts'
import type { MatrixSelection } from './use-matrix-selection.ts'

/** What is to be brought over: what is selected, or one row by itself. */
export type Brought = Pick<MatrixSelection, 'value' | 'count' | 'rowsNamed' | 'clear'>

const brought = (row: ComparedRow): Brought => ({
  value: { isAll: false, keys: new Set([nameOfRow(row)]) },
  count: 1,
  rowsNamed: () => [row],
  clear: () => {},
})

/** What somebody is being asked about, from which side to which it shall go. */
export function useBringingOver(selection: Brought) {
  const [asked, setAsked] = useState<'selection' | ComparedRow | null>(null)
  return {
    brought: asked === 'selection' ? selection : asked && brought(asked),
    onRow: useCallback((row: ComparedRow) => setAsked(row), []),
    onSelection: useCallback(() => setAsked('selection'), []),
    onClose: useCallback(() => setAsked(null), []),
  }
}
