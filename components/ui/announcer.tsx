'use client'
import { useSyncExternalStore } from 'react'

let message = ''
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

function set(text: string) {
  message = text
  for (const notify of listeners) notify()
}

/** Says something to those who listen to the page instead of looking at it. */
export function announce(text: string) {
  clearTimeout(timer)
  // Empty in between, so that the same words twice are said twice.
  set('')
  timer = setTimeout(() => set(text), 50)
}

/** One live region for the page. `aria-live` is written out: it keeps the region alive while a dialog hides the rest. */
export function Announcer() {
  const text = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => message,
    () => '',
  )
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {text}
    </div>
  )
}
