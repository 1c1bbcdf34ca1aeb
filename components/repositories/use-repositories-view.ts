'use client'
import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
  type Values,
} from 'nuqs'
import { useMemo } from 'react'
import { parseCount, parseMoment, parseSize } from '#lib/api/quantities.ts'
import { repositoryMatchModes, repositorySorts } from '#lib/api/repositories.ts'
import { filterParser, orderParser } from '#lib/client/address.ts'

/** Typed filters, and what their text has to make sense to. */
export const textFilters = {
  olderThan: parseMoment,
  newerThan: parseMoment,
  minSize: parseSize,
  maxSize: parseSize,
  minTags: parseCount,
  maxTags: parseCount,
} as const
export type TextFilter = keyof typeof textFilters
export const textFilterNames = Object.keys(textFilters) as readonly TextFilter[]

const parsers = {
  q: filterParser,
  match: parseAsStringLiteral(repositoryMatchModes).withDefault('text'),
  olderThan: parseAsString,
  newerThan: parseAsString,
  minSize: parseAsString,
  maxSize: parseAsString,
  minTags: parseAsString,
  maxTags: parseAsString,
  neverPulled: parseAsBoolean,
  view: parseAsStringLiteral(['tree', 'flat'] as const).withDefault('tree'),
  sort: parseAsStringLiteral(repositorySorts).withDefault('name'),
  order: orderParser.withDefault('asc'),
  /** Only what lies below this path. */
  namespace: parseAsString.withDefault(''),
  /** Those without a tag: folded away, shown as well, or shown alone. */
  empty: parseAsStringLiteral(['true', 'only'] as const),
  /** Namespaces that are folded in the tree. */
  closed: parseAsArrayOf(parseAsString).withDefault([]),
}

export type RepositoriesView = Values<typeof parsers>
/** null, or an empty text, takes a filter out of the address. */
export type ChangeView = (
  change: Partial<{ [K in keyof RepositoriesView]: RepositoriesView[K] | null }>,
) => void

const nothing = {
  q: null,
  namespace: null,
  olderThan: null,
  newerThan: null,
  minSize: null,
  maxSize: null,
  minTags: null,
  maxTags: null,
  neverPulled: null,
  empty: null,
}

/** What the page shows and how, all of it in the address bar. What an address says that makes no sense is left out. */
export function useRepositoriesView() {
  const [state, setState] = useQueryStates(parsers, { history: 'replace' })
  const view = useMemo<RepositoriesView>(() => {
    const texts = textFilterNames.map((name) => {
      const text = state[name]
      return [name, text !== null && textFilters[name](text) !== null ? text : null] as const
    })
    return { ...state, q: state.q.slice(0, 256), ...Object.fromEntries(texts) }
  }, [state])
  const setView: ChangeView = (change) =>
    void setState(
      Object.fromEntries(Object.entries(change).map(([key, value]) => [key, value === '' ? null : value])),
    )
  const filterCount =
    textFilterNames.filter((name) => view[name] !== null).length +
    Number(view.neverPulled !== null) +
    Number(view.empty === 'only')
  return {
    view,
    setView,
    /** How many filters are on, the text and the namespace aside. */
    filterCount,
    isFiltered: view.q !== '' || view.namespace !== '' || filterCount > 0,
    clear: () => void setState(nothing),
  }
}

export type RepositoriesState = ReturnType<typeof useRepositoriesView>
