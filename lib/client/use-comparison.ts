'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { compareTags } from '#lib/api/compare.ts'
import type { CallInput } from './call.ts'
import { useUnheardInterval } from './live-state.ts'
import { pagesOf } from './query.ts'
import { isUnderWay } from './under-way.ts'

type Query = Omit<NonNullable<CallInput<typeof compareTags>['query']>, 'cursor' | 'limit'>

/** The matrix of tags, page by page. Another filter of the same sides leaves the last answer until the next is there. */
export function useComparison(query: Query) {
  const unheardInterval = useUnheardInterval()
  return useInfiniteQuery({
    ...pagesOf(compareTags, { query: { limit: 200, ...query } }),
    placeholderData: (previous, previousQuery) => {
      const last = previousQuery?.queryKey[2]
      return last && 'target' in last && String(last.target) === String(query.target) ? previous : undefined
    },
    refetchInterval: (q) => unheardInterval(q.state.data?.pages.some(isUnderWay) ?? false),
  })
}
