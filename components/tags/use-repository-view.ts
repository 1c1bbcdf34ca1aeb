'use client'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

export const repositoryViews = ['tags', 'untagged'] as const
export type RepositoryView = (typeof repositoryViews)[number]

const parsers = {
  view: parseAsStringLiteral(repositoryViews).withDefault('tags'),
  // Both lists have them, and mean different things by them.
  q: parseAsString,
  order: parseAsString,
}

/** Whether a repository shows its tags or what no tag points to; it stands in the address. */
export function useRepositoryView() {
  const [{ view }, setState] = useQueryStates(parsers, { history: 'push' })
  const setView = (next: RepositoryView) => void setState({ view: next, q: null, order: null })
  return [view, setView] as const
}
