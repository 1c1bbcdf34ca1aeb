'use client'
import { useSyncExternalStore } from 'react'

let isConnected = false
const listeners = new Set<() => void>()

export function setLive(next: boolean): void {
  if (next === isConnected) return
  isConnected = next
  for (const notify of listeners) notify()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Whether the server tells this page of changes just now. */
export const useIsLive = () =>
  useSyncExternalStore(
    subscribe,
    () => isConnected,
    () => false,
  )

/** So seldom is asked for what is being read, and only where the server can't tell (a proxy holds its stream back). */
export const unheardIntervalMs = 10_000

/** The interval at which a query asks again by itself: never, unless it waits for something that nobody can tell it. */
export const useUnheardInterval = () => {
  const isLive = useIsLive()
  return (isWaiting: boolean) => (isWaiting && !isLive ? unheardIntervalMs : false)
}
