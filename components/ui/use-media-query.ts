'use client'
import { useSyncExternalStore } from 'react'

/** False on the server and while hydrating, then the truth. */
export const useMediaQuery = (query: string): boolean =>
  useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => window.matchMedia(query).matches,
    () => false,
  )

/** A phone: tables show two-line rows, the sidebar is a drawer. The same width as `md:` in the style sheet. */
export const useIsNarrow = () => useMediaQuery('(width < 720px)')
