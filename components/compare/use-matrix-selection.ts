'use client'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useHeldSelection } from '#components/shared/use-held-selection.ts'
import type { ComparedRow } from '#lib/api/compare.ts'
import { nameOfRow } from './matrix-rows.ts'
import type { CompareView } from './use-compare-view.ts'

interface Options {
  readonly view: CompareView
  readonly rows: readonly ComparedRow[]
  /** Of all tags that match, loaded or not. */
  readonly total: number | null
  readonly isFiltered: boolean
  /** All rows that match are loaded, and are the answer to this view. */
  readonly isWhole: boolean
}

/** Which tags of the matrix are selected (`useHeldSelection`), and what their rows said when they were last seen. */
export function useMatrixSelection({ view, rows, total, isFiltered, isWhole }: Options) {
  const { q, match, state, ignoreIndexes } = view
  const filters = useMemo(
    () => JSON.stringify([q, match, state, ignoreIndexes]),
    [q, match, state, ignoreIndexes],
  )
  const { forget, ...held } = useHeldSelection({ filters, total })
  const { value } = held

  const seen = useRef(new Map<string, ComparedRow>())
  useEffect(() => {
    for (const row of rows) seen.current.set(nameOfRow(row), row)
  }, [rows])
  /** Of the keys that the selection names: the selected ones, or those that are left out of all. */
  const rowsNamed = useCallback(
    () => [...value.keys].flatMap((key) => seen.current.get(key) ?? []),
    [value.keys],
  )

  // What no side has any longer is not selected. A row that a filter leaves out may well be there.
  const canTell = isWhole && (value.isAll || !isFiltered)
  useEffect(() => {
    if (!canTell) return
    const here = new Set(rows.map(nameOfRow))
    const gone = [...value.keys].filter((key) => !here.has(key))
    if (gone.length > 0) forget(gone)
  }, [canTell, rows, value.keys, forget])

  return { ...held, rowsNamed }
}

export type MatrixSelection = ReturnType<typeof useMatrixSelection>
