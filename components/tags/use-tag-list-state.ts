'use client'
import {
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs'
import { useMemo } from 'react'
import { matchModes, platformPattern } from '#lib/api/filters.ts'
import { digestPattern } from '#lib/api/names.ts'
import { parseMoment, parseSize } from '#lib/api/quantities.ts'
import { kinds, tagSorts } from '#lib/api/tags.ts'
import { filterParser, orderParser } from '#lib/client/address.ts'
import { filterCount, type TagListFilters, type TagsQuery } from '#lib/client/tag-list-query.ts'
import { firstOrderOf } from './tag-order.ts'

const filters = {
  q: filterParser,
  match: parseAsStringLiteral(matchModes).withDefault('text'),
  digest: parseAsString,
  kind: parseAsArrayOf(parseAsStringLiteral(kinds)).withDefault([]),
  platform: parseAsArrayOf(parseAsString).withDefault([]),
  olderThan: parseAsString,
  newerThan: parseAsString,
  minSize: parseAsString,
  maxSize: parseAsString,
  broken: parseAsBoolean,
  signed: parseAsBoolean,
  neverPulled: parseAsBoolean,
}

export const tagListParsers = {
  ...filters,
  sort: parseAsStringLiteral(tagSorts).withDefault('version'),
  order: orderParser,
  referrers: parseAsBoolean.withDefault(false),
  group: parseAsStringLiteral(['digest'] as const),
}

const nothing = {
  q: null,
  digest: null,
  kind: null,
  platform: null,
  olderThan: null,
  newerThan: null,
  minSize: null,
  maxSize: null,
  broken: null,
  signed: null,
  neverPulled: null,
}

const ifValid = (text: string | null, parse: (text: string) => unknown) =>
  text !== null && parse(text) !== null ? text : null

/** What an address says of the list. What makes no sense is left out. */
export function tagsQueryOf(state: inferParserType<typeof tagListParsers>): TagsQuery {
  const { q, digest, platform, order, sort, ...rest } = state
  return {
    ...rest,
    q: q.slice(0, 256),
    sort,
    order: order ?? firstOrderOf(sort),
    digest: ifValid(digest, (text) => (digestPattern.test(text) ? text : null)),
    platform: platform.filter((text) => text.length <= 128 && platformPattern.test(text)).slice(0, 32),
    olderThan: ifValid(rest.olderThan, parseMoment),
    newerThan: ifValid(rest.newerThan, parseMoment),
    minSize: ifValid(rest.minSize, parseSize),
    maxSize: ifValid(rest.maxSize, parseSize),
  }
}

/** What the table shows, in the address bar. */
export function useTagListState() {
  const [state, setState] = useQueryStates(tagListParsers, { history: 'replace' })
  const query = useMemo(() => tagsQueryOf(state), [state])
  return {
    query,
    isFiltered: query.q !== '' || query.digest !== null || filterCount(query) > 0,
    setFilter: (q: string) => setState({ q: q || null }),
    setMatch: (match: TagsQuery['match']) => setState({ match: match === 'text' ? null : match }),
    /** Empty ones leave the address. */
    setFilters: (change: Partial<Omit<TagListFilters, 'q' | 'match'>>) =>
      setState(
        Object.fromEntries(
          Object.entries(change).map(([key, value]) => [
            key,
            value === '' || (Array.isArray(value) && value.length === 0) ? null : value,
          ]),
        ),
      ),
    setGroup: (isGrouped: boolean) => setState({ group: isGrouped ? 'digest' : null }),
    setReferrers: (referrers: boolean) => setState({ referrers: referrers || null }),
    setDigest: (digest: string | null) => setState({ digest }),
    setSort: (sort: TagsQuery['sort'], order: TagsQuery['order']) =>
      setState({ sort, order: order === firstOrderOf(sort) ? null : order }),
    clear: () => setState(nothing),
  }
}

export type TagListState = ReturnType<typeof useTagListState>
