import type { tagSorts } from '#lib/api/tags.ts'

export type TagSort = (typeof tagSorts)[number]

const ascendingFirst: ReadonlySet<TagSort> = new Set(['name', 'digest', 'kind', 'mediaType'])

/** The order that a column starts with: letters from A, everything else from the newest, largest or most. */
export const firstOrderOf = (sort: TagSort): 'asc' | 'desc' => (ascendingFirst.has(sort) ? 'asc' : 'desc')

/** Sorts that can be answered from the names alone; every other one needs all tags to be looked up first. */
export const needsDetails = (sort: TagSort) => !ofPointers.has(sort)

const ofPointers: ReadonlySet<TagSort> = new Set(['version', 'name', 'firstSeenAt', 'pushedAt', 'pulledAt'])

interface Counts {
  readonly total: number | null
  readonly referrerTagCount: number
  readonly resolved: number
  readonly freshness: { readonly state: string }
}

/**
 * How far looking up the tags has come for a sort that needs it: null when it is done or not needed. `all` is null where
 * a filter hides how many there are.
 */
export function resolveProgress(sort: TagSort, isFiltered: boolean, list: Counts | undefined) {
  if (!list || !needsDetails(sort) || list.freshness.state !== 'refreshing') return null
  const { resolved, total, referrerTagCount } = list
  const all = isFiltered || total === null ? null : total + referrerTagCount
  return all !== null && resolved >= all ? null : { resolved, all }
}
