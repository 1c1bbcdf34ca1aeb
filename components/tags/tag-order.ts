import type { tagSorts } from '#lib/api/tags.ts'
import type { TagListFilters, TagsQuery } from '#lib/client/tag-list-query.ts'

export type TagSort = (typeof tagSorts)[number]

const ascendingFirst: ReadonlySet<TagSort> = new Set(['name', 'digest', 'kind', 'mediaType', 'artifactType'])

/** The order that a column starts with: letters from A, everything else from the newest, largest or most. */
export const firstOrderOf = (sort: TagSort): 'asc' | 'desc' => (ascendingFirst.has(sort) ? 'asc' : 'desc')

/** Sorts that can be answered from the names alone; every other one needs all tags to be looked up first. */
export const needsDetails = (sort: TagSort) => !ofPointers.has(sort)

const ofPointers: ReadonlySet<TagSort> = new Set(['version', 'name', 'firstSeenAt', 'pushedAt', 'pulledAt'])

/** Whether a list is only whole once every tag was looked up: each filter but that of the name and of pulls asks for details. */
const filtersByDetails = (f: TagListFilters) =>
  f.kind.length + f.platform.length > 0 ||
  [f.digest, f.olderThan, f.newerThan, f.minSize, f.maxSize, f.broken, f.signed].some((v) => v !== null)

interface Counts {
  readonly all: number
  readonly resolved: number
  readonly freshness: { readonly state: string }
}

export interface ResolveProgress {
  readonly resolved: number
  readonly all: number
  /** What waits for the rest: the order of the rows, or which rows there are. */
  readonly waits: 'order' | 'rows'
}

/** How far looking up the tags has come for a sort, filter or grouping that needs it: null when it is done or not needed. */
export function resolveProgress(query: TagsQuery, list: Counts | undefined): ResolveProgress | null {
  const isPartial = filtersByDetails(query) || query.group !== null
  if (!list || !(isPartial || needsDetails(query.sort)) || list.freshness.state !== 'refreshing') return null
  const { resolved, all } = list
  return resolved >= all ? null : { resolved, all, waits: isPartial ? 'rows' : 'order' }
}
