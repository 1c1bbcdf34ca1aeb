'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Direction } from '#lib/api/bring-over.ts'
import { type ComparedRow, compareTags } from '#lib/api/compare.ts'
import { type CallInput, call, problemOf } from './call.ts'
import { useFailedList } from './use-failed-list.ts'
import { useUnheardInterval } from './live-state.ts'
import { pagesOf, queryOf } from './query.ts'
import { isUnderWay } from './under-way.ts'

type Query = Omit<NonNullable<CallInput<typeof compareTags>['query']>, 'cursor' | 'limit'>

/** The matrix of tags, page by page. Another filter of the same sides leaves the last answer until the next is there. */
export function useComparison(query: Query) {
  const unheardInterval = useUnheardInterval()
  const options = pagesOf(compareTags, { query: { limit: 200, ...query } })
  const list = useInfiniteQuery({
    ...options,
    placeholderData: (previous, previousQuery) => {
      const last = previousQuery?.queryKey[2]
      return last && 'target' in last && String(last.target) === String(query.target) ? previous : undefined
    },
    // A side of which nothing is known may come to be known.
    refetchInterval: ({ state }) =>
      unheardInterval(
        state.error === null
          ? state.data?.pages.some(isUnderWay) === true
          : problemOf(state.error).code === 'repository_not_found',
      ),
  })
  const { data, error, refetch } = list
  const failure = useFailedList({
    queryKey: options.queryKey,
    hasData: data !== undefined,
    error,
    refetch,
  })
  return { list, failure }
}

/** How many of the rows that match come over, the way that the query names. */
export const useBroughtOver = (query: Query & Direction, isAsked: boolean) =>
  useQuery({ ...queryOf(compareTags, { query: { ...query, limit: 1 } }), enabled: isAsked })

/** As many as a page may have. */
const longestPage = 1_000

/** The rows that come over one way, in their order: those that are wanted, and no more than so many. Throws `ProblemError`. */
export async function readBroughtOver(
  query: Query,
  direction: Direction,
  isWanted: (row: ComparedRow) => boolean,
  most: number,
): Promise<ComparedRow[]> {
  const rows: ComparedRow[] = []
  let cursor: string | null = null
  do {
    const page: { items: ComparedRow[]; nextCursor: string | null } = await call(compareTags, {
      query: { ...query, ...direction, limit: longestPage, cursor: cursor ?? undefined },
    })
    rows.push(...page.items.filter(isWanted))
    cursor = page.nextCursor
  } while (cursor !== null && rows.length < most)
  return rows.slice(0, most)
}
