'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
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

/** One repository; asked for again when `tagsRead` changes, how many of its tags were looked up: its size hangs on them. */
export function useRepository(registry: string, repository: string, tagsRead: number | null) {
  const query = useQuery({
    ...queryOf(getRepository, { params: { registry, repository } }),
    refetchInterval: (q) => pollInterval(q, q.state.data?.freshness.state === 'refreshing'),
  })
  const { refetch } = query
  const last = useRef(tagsRead)
  useEffect(() => {
    if (tagsRead === null || tagsRead === last.current) return
    last.current = tagsRead
    void refetch()
  }, [tagsRead, refetch])
  return query
}
