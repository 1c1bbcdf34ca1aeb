import type { MatchMode } from '#lib/api/filters.ts'
import type { Kind, tagSorts } from '#lib/api/tags.ts'

/** What narrows a list of tags, as the address of a page writes it; null and empty narrow nothing. */
export interface TagListFilters {
  readonly q: string
  readonly match: MatchMode
  readonly digest: string | null
  readonly kind: readonly Kind[]
  readonly platform: readonly string[]
  readonly olderThan: string | null
  readonly newerThan: string | null
  readonly minSize: string | null
  readonly maxSize: string | null
  readonly broken: boolean | null
  readonly signed: boolean | null
  readonly neverPulled: boolean | null
}

export interface TagsQuery extends TagListFilters {
  readonly sort: (typeof tagSorts)[number]
  readonly order: 'asc' | 'desc'
  readonly referrers: boolean
  readonly group: 'digest' | null
}

/** What the list of a repository shows when its address says nothing. */
export const plainTagsQuery: TagsQuery = {
  q: '',
  match: 'text',
  digest: null,
  kind: [],
  platform: [],
  olderThan: null,
  newerThan: null,
  minSize: null,
  maxSize: null,
  broken: null,
  signed: null,
  neverPulled: null,
  sort: 'version',
  order: 'desc',
  referrers: false,
  group: null,
}

const flag = (value: boolean | null) => (value === null ? undefined : value ? 'true' : 'false')
const list = (values: readonly string[]) => (values.length > 0 ? values.join(',') : undefined)

/** The query of `listTags`, without what a page of it is. */
export const apiQueryOf = (query: TagsQuery) => ({
  sort: query.sort,
  order: query.order,
  q: query.q || undefined,
  match: query.q && query.match !== 'text' ? query.match : undefined,
  referrers: query.referrers ? ('true' as const) : undefined,
  digest: query.digest ?? undefined,
  group: query.group ?? undefined,
  kind: list(query.kind),
  platform: list(query.platform),
  olderThan: query.olderThan ?? undefined,
  newerThan: query.newerThan ?? undefined,
  minSize: query.minSize ?? undefined,
  maxSize: query.maxSize ?? undefined,
  broken: flag(query.broken) as 'true' | 'false' | undefined,
  signed: flag(query.signed) as 'true' | 'false' | undefined,
  neverPulled: flag(query.neverPulled) as 'true' | 'false' | undefined,
})

/** How many filters are on, the text aside. */
export const filterCount = (f: TagListFilters) =>
  f.kind.length +
  f.platform.length +
  [f.olderThan, f.newerThan, f.minSize, f.maxSize, f.broken, f.signed, f.neverPulled].filter(
    (v) => v !== null,
  ).length
