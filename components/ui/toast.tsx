'use client'
import { useEffect, useSyncExternalStore } from 'react'
import type { ExternalToast } from 'sonner'
import { useLoaded } from './use-loaded.ts'

type Sonner = typeof import('sonner')

let isWanted = false
const listeners = new Set<() => void>()
let show: (sonner: Sonner) => void
/** What shows toasts, once it is in the page: what is said before nobody would hear. */
const shown = new Promise<Sonner>((resolve) => {
  show = resolve
})

const say = (kind: 'success' | 'warning' | 'error') => (text: string, options?: ExternalToast) => {
  isWanted = true
  for (const listener of listeners) listener()
  void shown.then(({ toast }) => toast[kind](text, options))
}

/** Says how something ended, in a corner of the page and to those who listen to it. */
export const toast = { success: say('success'), warning: say('warning'), error: say('error') }

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
/** The code comes with the first toast. */
const load = () => import('sonner')

/** Where toasts come up; one for the page. */
export function ToastLayer() {
  const isNeeded = useSyncExternalStore(
    subscribe,
    () => isWanted,
    () => false,
  )
  const sonner = useLoaded(load, isNeeded)
  // Effects run from the inside out: it listens by now.
  useEffect(() => {
    if (sonner) show(sonner)
  }, [sonner])
  return sonner && <sonner.Toaster position="bottom-right" theme="system" />
}
