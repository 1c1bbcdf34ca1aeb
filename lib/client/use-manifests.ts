'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { listManifests } from '#lib/api/manifest-list.ts'
import type { CallInput } from './call.ts'
import { useUnheardInterval } from './live-state.ts'
import { pagesOf } from './query.ts'
import { isUnderWay } from './under-way.ts'
import type { TagsPlace } from './use-tags.ts'

export type ManifestsQuery = Omit<NonNullable<CallInput<typeof listManifests>['query']>, 'cursor'>

/** The manifests of a repository that were seen, page by page. While another sort or filter is fetched, the last one stays. */
export function useManifests({ registry, repository }: TagsPlace, query: ManifestsQuery) {
  const unheardInterval = useUnheardInterval()
  return useInfiniteQuery({
    ...pagesOf(listManifests, { params: { registry, repository }, query }),
    placeholderData: (previous) => previous,
    refetchInterval: (q) => unheardInterval(q.state.data?.pages.some(isUnderWay) ?? false),
  })
}
