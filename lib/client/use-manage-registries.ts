'use client'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'

const parsers = {
  add: parseAsStringLiteral(['1']),
  edit: parseAsString,
  remove: parseAsString,
  notify: parseAsString,
}
const nothing = { add: null, edit: null, remove: null, notify: null } as const

/** What is being done to the list of registries; in the address, so that each sheet can be linked to. */
export function useManageRegistries() {
  const [{ add, edit, remove, notify }, set] = useQueryStates(parsers, { history: 'replace' })
  const to = useMemo(
    () => ({
      add: () => void set({ ...nothing, add: '1' }),
      change: (id: string) => void set({ ...nothing, edit: id }),
      remove: (id: string) => void set({ ...nothing, remove: id }),
      notify: (id: string) => void set({ ...nothing, notify: id }),
      close: () => void set(nothing),
    }),
    [set],
  )
  /** The ids are as the address says: there may be no such registry. */
  return { isAdding: add !== null, toChange: edit, toRemove: remove, toNotify: notify, ...to }
}
