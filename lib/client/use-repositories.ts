'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRepository, listRepositories } from '#lib/api/repositories.ts'
import type { CallInput } from './call.ts'
import { useUnheardInterval } from './live-state.ts'
import { pagesOf, queryOf } from './query.ts'
import { isUnderWay } from './under-way.ts'

export type RepositoryQuery = Omit<NonNullable<CallInput<typeof listRepositories>['query']>, 'cursor'>

/** The repositories of a registry, page by page. While another sort or filter is being fetched, the last one stays. */
export function useRepositories(registry: string, query: RepositoryQuery) {
  const unheardInterval = useUnheardInterval()
  return useInfiniteQuery({
    ...pagesOf(listRepositories, { params: { registry }, query: { limit: 1000, ...query } }),
    placeholderData: (previous) => previous,
    refetchInterval: (q) => unheardInterval(q.state.data?.pages.some(isUnderWay) ?? false),
  })
}

export function useRepository(registry: string, repository: string) {
  const unheardInterval = useUnheardInterval()
  return useQuery({
    ...queryOf(getRepository, { params: { registry, repository } }),
    refetchInterval: (q) => unheardInterval(q.state.data?.freshness.state === 'refreshing'),
  })
}
