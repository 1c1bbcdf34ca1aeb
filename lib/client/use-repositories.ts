'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRepository, listRepositories } from '#lib/api/repositories.ts'
import type { CallInput } from './call.ts'
import { isUnderWay, pollInterval } from './poll.ts'
import { pagesOf, queryOf } from './query.ts'

export type RepositoryQuery = Omit<NonNullable<CallInput<typeof listRepositories>['query']>, 'cursor'>

/** The repositories of a registry, page by page. While another sort or filter is being fetched, the last one stays. */
export const useRepositories = (registry: string, query: RepositoryQuery) =>
  useInfiniteQuery({
    ...pagesOf(listRepositories, { params: { registry }, query: { limit: 1000, ...query } }),
    placeholderData: (previous) => previous,
    refetchInterval: (q) => pollInterval(q, q.state.data?.pages.some(isUnderWay) ?? false),
  })

export const useRepository = (registry: string, repository: string) =>
  useQuery({
    ...queryOf(getRepository, { params: { registry, repository } }),
    refetchInterval: (q) => pollInterval(q, q.state.data?.freshness.state === 'refreshing'),
  })
