'use client'
import { type RefObject, useEffect, useRef } from 'react'
import { isTyping } from './typing.ts'

type Listener = (event: KeyboardEvent) => void

/** What has a letter typed at it goes to the entry that begins with it. */
const findsByLetter = '[role=menu], [role=listbox], [role=combobox]'
const dialogOf = (element: Element | null) => element?.closest('[role=dialog]') ?? null

function isForTable({ target }: KeyboardEvent, table: HTMLElement) {
  if (isTyping(target) || !(target instanceof Element)) return false
  if (table.contains(target) || target.closest(findsByLetter)) return false
  // Of a page with several tables, the first is the one that it is about.
  const dialog = dialogOf(target)
  const first = (dialog ?? document).querySelector('[role=grid], [role=treegrid]')
  return dialogOf(table) === dialog && first !== null && table.contains(first)
}

/** Keys for a table that are pressed elsewhere on its page, wherever nobody is typing: on a button, or where nothing has the focus. */
export function usePageKeys(container: RefObject<HTMLElement | null>, listener: Listener) {
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const table = container.current
      if (table && isForTable(event, table)) latest.current(event)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [container])
}
