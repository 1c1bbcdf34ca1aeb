'use client'
import { useQuery } from '@tanstack/react-query'
import { listTags } from '#lib/api/tags.ts'
import { queryOf } from './query.ts'
import type { TagsPlace } from './use-tags.ts'

/** How many tags there are of each kind and platform, whatever a list is filtered by; asked for when somebody is to choose. */
export const useTagFacets = (place: TagsPlace) =>
  useQuery(queryOf(listTags, { params: { ...place }, query: { limit: 1, facets: 'true' } }))
