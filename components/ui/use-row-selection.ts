'use client'
import { useCallback, useRef } from 'react'
import type { Selection } from './data-table-types.ts'

interface Options<Row> {
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly selection: Selection | undefined
}

/** Selecting one row, a range from where one was selected last, or all that are loaded. */
export function useRowSelection<Row>(options: Options<Row>) {
  // What the handlers read when they are called; they themselves never change, so that rows need not render again.
  const latest = useRef(options)
  latest.current = options
  const anchor = useRef<number | null>(null)

  const range = useCallback((from: number, to: number) => {
    const { rows, rowKey, selection } = latest.current
    if (!selection) return
    const keys = rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(rowKey)
    selection.onChange(new Set([...selection.selected, ...keys]))
  }, [])

  const toggle = useCallback(
    (index: number, isRange: boolean) => {
      const { rows, rowKey, selection } = latest.current
      const row = rows[index]
      if (!selection || row === undefined) return
      if (isRange && anchor.current !== null) return range(anchor.current, index)
      anchor.current = index
      const key = rowKey(row)
      const selected = new Set(selection.selected)
      if (!selected.delete(key)) selected.add(key)
      selection.onChange(selected)
    },
    [range],
  )

  const toggleAll = useCallback(() => {
    const { rows, rowKey, selection } = latest.current
    if (!selection) return
    const isAll = selection.selected.size >= rows.length
    selection.onChange(new Set(isAll ? [] : rows.map(rowKey)))
  }, [])

  return { toggle, extendTo: range, toggleAll }
}
