'use client'
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'

const ServerNow = createContext(0)

/** `serverNow`: milliseconds since the epoch at which the server rendered, so that both render the same words. */
export const NowProvider = ({ serverNow, children }: { serverNow: number; children: ReactNode }) => (
  <ServerNow value={serverNow}>{children}</ServerNow>
)

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** One timer for everything on the page that shows how long ago something was. */
function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const notify of listeners) notify()
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The time in milliseconds, in steps of `stepMs`: a component renders again only when the step changes. */
export function useNow(stepMs: number): number {
  const serverNow = useContext(ServerNow)
  const step = (ms: number) => Math.floor(ms / stepMs) * stepMs
  return useSyncExternalStore(
    subscribe,
    () => step(Date.now()),
    () => step(serverNow),
  )
}
