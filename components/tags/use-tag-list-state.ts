'use client'
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { digestPattern } from '#lib/api/common.ts'
import { tagSorts } from '#lib/api/tags.ts'
import { filterParser, orderParser } from '#lib/client/address.ts'
import type { TagsQuery } from '#lib/client/use-tags.ts'
import { firstOrderOf } from './tag-order.ts'

const parsers = {
  q: filterParser,
  sort: parseAsStringLiteral(tagSorts).withDefault('version'),
  order: orderParser,
  referrers: parseAsBoolean.withDefault(false),
  digest: parseAsString,
}

/** What the table shows, in the address bar. What an address says that makes no sense is left out. */
export function useTagListState() {
  const [state, setState] = useQueryStates(parsers, { history: 'replace' })
  const { q, sort, order, referrers, digest } = state
  const query = useMemo<TagsQuery>(
    () => ({
      q: q.slice(0, 256),
      sort,
      order: order ?? firstOrderOf(sort),
      referrers,
      digest: digest !== null && digestPattern.test(digest) ? digest : null,
    }),
    [q, sort, order, referrers, digest],
  )
  return {
    query,
    isFiltered: query.q !== '' || query.digest !== null,
    setFilter: (q: string) => setState({ q: q || null }),
    setReferrers: (referrers: boolean) => setState({ referrers: referrers || null }),
    setDigest: (digest: string | null) => setState({ digest }),
    setSort: (sort: TagsQuery['sort'], order: TagsQuery['order']) =>
      setState({ sort, order: order === firstOrderOf(sort) ? null : order }),
    clear: () => setState({ q: null, digest: null }),
  }
}
