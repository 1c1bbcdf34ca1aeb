'use client'
import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { repositorySorts } from '#lib/api/repositories.ts'
import { filterParser, orderParser } from '#lib/client/address.ts'

const parsers = {
  q: filterParser,
  view: parseAsStringLiteral(['tree', 'flat'] as const).withDefault('tree'),
  sort: parseAsStringLiteral(repositorySorts).withDefault('name'),
  order: orderParser.withDefault('asc'),
  /** Only what lies below this path. */
  namespace: parseAsString.withDefault(''),
  empty: parseAsBoolean.withDefault(false),
  /** Namespaces that are folded in the tree. */
  closed: parseAsArrayOf(parseAsString).withDefault([]),
}

/** What the page shows and how, all of it in the address bar. */
export const useRepositoriesView = () => useQueryStates(parsers, { history: 'replace' })

export type RepositoriesView = ReturnType<typeof useRepositoriesView>[0]
