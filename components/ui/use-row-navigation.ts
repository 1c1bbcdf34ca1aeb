'use client'
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { isTyping } from './typing.ts'
import { usePageKeys } from './use-page-keys.ts'

interface Options {
  readonly count: number
  readonly keyAt: (index: number) => string | null
  readonly indexOf: (key: string) => number
  readonly scrollTo: (index: number) => void
  readonly container: RefObject<HTMLElement | null>
  /** Rows that fit on the screen. */
  readonly pageSize: () => number
}

/** The filter beside a table, and not the one of a page behind the dialog that the table is in. */
const isFilterOf = ({ target, key, isComposing }: globalThis.KeyboardEvent, table: HTMLElement | null) =>
  (key === 'ArrowDown' || key === 'Enter') &&
  !isComposing &&
  target instanceof HTMLElement &&
  target.matches('[data-filter]') &&
  target.closest('[role=dialog]') === (table?.closest('[role=dialog]') ?? null)

/**
 * A roving focus over rows, of which only those near the screen exist. The active row is remembered by its key, so that
 * it stays the same row when the list is sorted or grows.
 */
export function useRowNavigation({ count, keyAt, indexOf, scrollTo, container, pageSize }: Options) {
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const found = activeKey === null ? 0 : indexOf(activeKey)
  // A row that is gone leaves its place to the one that moved up.
  const lastIndex = useRef(0)
  const active = Math.max(0, Math.min(found < 0 ? lastIndex.current : found, count - 1))
  lastIndex.current = active
  // By its key: a render from before the last move must not take the focus back to where it was.
  const wantsFocus = useRef<string | null>(null)

  const moveTo = useCallback(
    (index: number) => {
      const to = Math.max(0, Math.min(count - 1, index))
      const key = keyAt(to)
      scrollTo(to)
      setActiveKey(key)
      const row = container.current?.querySelector<HTMLElement>(`[data-index="${to}"]`)
      // Where it stands there already nothing may render: what is still wanted then would take the focus away later.
      wantsFocus.current = row ? null : key
      row?.focus({ preventScroll: true })
    },
    [count, keyAt, scrollTo, container],
  )

  useEffect(() => {
    if (wantsFocus.current === null || wantsFocus.current !== activeKey) return
    const row = container.current?.querySelector<HTMLElement>(`[data-index="${active}"]`)
    if (!row) return
    wantsFocus.current = null
    row.focus({ preventScroll: true })
  })

  // Whoever deletes the row that they are on goes on from the one in its place, and not from the top of the page.
  const holdsFocus = useRef(false)
  useEffect(() => {
    const table = container.current
    const onIn = () => {
      holdsFocus.current = true
    }
    const onOut = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        // Some browsers say so of what is being removed, too.
        if (target instanceof Node && target.isConnected && !table?.contains(document.activeElement))
          holdsFocus.current = false
      })
    table?.addEventListener('focusin', onIn)
    table?.addEventListener('focusout', onOut)
    return () => {
      table?.removeEventListener('focusin', onIn)
      table?.removeEventListener('focusout', onOut)
    }
  }, [container])
  useEffect(() => {
    if (!holdsFocus.current || document.activeElement !== document.body) return
    container.current?.querySelector<HTMLElement>(`[data-index="${active}"]`)?.focus({ preventScroll: true })
  })

  // `j` and `k` enter the table from anywhere on the page, an arrow where nothing else has the focus: others have a use for it.
  usePageKeys(container, (event) => {
    const isArrow = event.key === 'ArrowDown' && event.target === document.body
    if (count === 0 || !(isArrow || event.key === 'j' || event.key === 'k')) return
    event.preventDefault()
    moveTo(active)
  })

  // From the filter, to the first row that it left.
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || count === 0) return
      if (!isFilterOf(event, container.current)) return
      event.preventDefault()
      moveTo(0)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [count, moveTo, container])

  /** Moves, where the key is one that moves, and says where to; null otherwise. */
  const onMoveKey = (event: KeyboardEvent): number | null => {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || count === 0) return null
    const to = targetOf(event.key, active, count, pageSize())
    if (to === null) return null
    event.preventDefault()
    moveTo(to)
    return Math.max(0, Math.min(count - 1, to))
  }

  return { active, setActiveKey, moveTo, onMoveKey }
}

function targetOf(key: string, active: number, count: number, pageSize: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return active + 1
    case 'ArrowUp':
    case 'k':
      return active - 1
    case 'Home':
      return 0
    case 'End':
      return count - 1
    case 'PageDown':
      return active + pageSize
    case 'PageUp':
      return active - pageSize
    default:
      return null
  }
}
