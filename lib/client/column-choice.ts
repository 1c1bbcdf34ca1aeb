'use client'
import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import { type ColumnTable, columnsCookie, columnsText, parseColumns } from './column-cookie.ts'
import { forget, remember } from './locale.ts'

/** What the cookies say, as the server read them for the first picture. */
export type ColumnCookies = Readonly<Partial<Record<ColumnTable, string>>>
export const ColumnCookiesContext = createContext<ColumnCookies>({})

const chosen = new Map<ColumnTable, string>()
const listeners = new Set<() => void>()

function readCookie(table: ColumnTable): string {
  const kept = chosen.get(table)
  if (kept !== undefined) return kept
  const name = `${columnsCookie(table)}=`
  const pair = document.cookie.split('; ').find((text) => text.startsWith(name))
  const value = pair?.slice(name.length) ?? ''
  chosen.set(table, value)
  return value
}

function choose(table: ColumnTable, ids: readonly string[] | null): void {
  const text = ids === null ? '' : columnsText(ids)
  chosen.set(table, text)
  if (ids === null) forget(columnsCookie(table))
  else remember(columnsCookie(table), text)
  for (const notify of listeners) notify()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export interface ColumnChoice<Id extends string> {
  /** What was chosen, and what the table is sorted by: an order that nobody sees is none. */
  readonly shown: ReadonlySet<string>
  readonly isDefault: boolean
  readonly show: (id: Id, isShown: boolean) => void
  readonly reset: () => void
}

/** Which of the columns `all` a table shows, as this browser remembers it for a year; `defaults` until somebody chooses. */
export function useColumnChoice<Id extends string>(
  table: ColumnTable,
  all: readonly Id[],
  defaults: readonly Id[],
  sort: string,
): ColumnChoice<Id> {
  const served = useContext(ColumnCookiesContext)
  const cookie = useSyncExternalStore(
    subscribe,
    () => readCookie(table),
    () => served[table] ?? '',
  )
  return useMemo(() => {
    const chosen = parseColumns(cookie, all) ?? defaults
    return {
      shown: new Set([...chosen, sort]),
      isDefault: columnsText(chosen) === columnsText(all.filter((id) => defaults.includes(id))),
      show: (id, isShown) =>
        choose(
          table,
          all.filter((other) => (other === id ? isShown : chosen.includes(other))),
        ),
      reset: () => choose(table, null),
    }
  }, [table, cookie, all, defaults, sort])
}
