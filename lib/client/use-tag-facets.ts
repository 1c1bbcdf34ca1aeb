'use client'
import { useQuery } from '@tanstack/react-query'
import { listTags } from '#lib/api/tags.ts'
import { call } from './call.ts'
import type { TagsPlace } from './use-tags.ts'

/**
 * How many tags there are of each kind and platform, whatever a list is filtered by; asked for when somebody is to
 * choose, and again when `resolved` changes, how many tags were looked up.
 */
export const useTagFacets = (place: TagsPlace, resolved: number) =>
  useQuery({
    queryKey: [listTags.id, { ...place }, 'facets', resolved] as const,
    queryFn: ({ signal }) =>
      call(listTags, { params: { ...place }, query: { limit: 1, facets: 'true' }, signal }),
    placeholderData: (previous) => previous,
  })
