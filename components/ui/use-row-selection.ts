'use client'
import { useCallback, useRef } from 'react'
import type { Selection } from './data-table-types.ts'
import { anchorAt, type RangeAnchor, rangeTo } from './row-range.ts'
import { isRowSelected, nothingSelected, withRows } from './row-selection.ts'

interface Options {
  /** Of the rows that are loaded. */
  readonly keys: readonly string[]
  readonly selection: Selection | undefined
  /** Whether the row of this key has a box. */
  readonly canSelect: (key: string) => boolean
}

/** Selecting one row, a range from where one was selected last, or all that are loaded. */
export function useRowSelection(options: Options) {
  // What the handlers read when they are called; they themselves never change, so that rows need not render again.
  const latest = useRef(options)
  latest.current = options
  // By the key of its row: sorting and live changes move rows about.
  const anchor = useRef<RangeAnchor | null>(null)

  const apply = useCallback((next: RangeAnchor) => {
    anchor.current = next
    latest.current.selection?.onChange(next.after)
  }, [])

  const toggle = useCallback(
    (index: number, isRange: boolean) => {
      const { keys, selection, canSelect } = latest.current
      const key = keys[index]
      if (!selection || key === undefined) return
      const range =
        isRange && anchor.current && rangeTo(anchor.current, selection.value, keys, index, canSelect)
      if (range) apply(range)
      else if (canSelect(key)) apply(anchorAt(selection.value, key))
    },
    [apply],
  )

  /** The focus has gone from one row to another with shift held: the rows between are selected. */
  const extendTo = useCallback(
    (from: number, to: number) => {
      const { keys, selection, canSelect } = latest.current
      const key = keys[from]
      if (!selection || key === undefined) return
      const last = anchor.current
      const isSame = last !== null && last.end === key && last.after === selection.value
      const begin: RangeAnchor = isSame
        ? last
        : { key, end: key, isOn: true, before: selection.value, after: selection.value }
      const range = rangeTo(begin, selection.value, keys, to, canSelect)
      if (range) apply(range)
    },
    [apply],
  )

  const selectAll = useCallback(() => {
    const { keys, selection, canSelect } = latest.current
    selection?.onChange(withRows(selection.value, keys.filter(canSelect), true))
  }, [])

  const toggleAll = useCallback(() => {
    const { keys, selection, canSelect } = latest.current
    if (!selection) return
    const isAll = keys.every((key) => !canSelect(key) || isRowSelected(selection.value, key))
    if (isAll) selection.onChange(nothingSelected)
    else selectAll()
  }, [selectAll])

  return { toggle, extendTo, selectAll, toggleAll }
}
