'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { announce } from '#components/ui/announcer.tsx'
import {
  everythingSelected,
  nothingSelected,
  type RowSelection,
  selectedCount,
  withoutRows,
} from '#components/ui/row-selection.ts'

interface Options {
  /** What the list is of, whatever its order. */
  readonly filters: string
  /** Of all rows that match, loaded or not. */
  readonly total: number | null
  /** What the rows are. */
  readonly of?: 'tags' | 'manifests'
}

/**
 * Which rows are selected: some by key, over any sort and filter, or all that match the filter but some. The latter lasts
 * as long as the filter does. How many there are is said whenever it changes.
 */
export function useHeldSelection({ filters, total, of = 'tags' }: Options) {
  const t = useTranslations('tags.selection')
  const [held, setHeld] = useState({ value: nothingSelected, filters })
  const value = held.value.isAll && held.filters !== filters ? nothingSelected : held.value
  const onChange = useCallback((next: RowSelection) => setHeld({ value: next, filters }), [filters])
  const clear = useCallback(() => onChange(nothingSelected), [onChange])
  const selectEverything = useCallback(() => onChange(everythingSelected), [onChange])
  /** These are there no more. */
  const forget = useCallback(
    (keys: readonly string[]) => setHeld((now) => ({ ...now, value: withoutRows(now.value, keys) })),
    [],
  )

  const count = selectedCount(value, total)
  const said = useRef(0)
  useEffect(() => {
    const next = count ?? -1
    if (said.current === next) return
    said.current = next
    announce(next < 0 ? t('all') : t(`count.${of}`, { count: next }))
  }, [count, of, t])

  return { value, onChange, count, clear, selectEverything, forget }
}

export type HeldSelection = ReturnType<typeof useHeldSelection>
