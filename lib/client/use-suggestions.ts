'use client'
import { useQuery } from '@tanstack/react-query'
import { getSuggestions } from '#lib/api/suggestions.ts'
import { queryOf } from './query.ts'
import type { TagsPlace } from './use-tags.ts'

/** What may be superfluous in a repository, by what is known of it now. */
export const useSuggestions = (place: TagsPlace, olderThanDays: number) =>
  useQuery({
    ...queryOf(getSuggestions, { params: { ...place }, query: { olderThanDays } }),
    placeholderData: (previous) => previous,
  })
