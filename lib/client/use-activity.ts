'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type activityActions, listActivity } from '#lib/api/activity.ts'
import { pagesOf } from './query.ts'

export interface ActivityQuery {
  readonly order: 'asc' | 'desc'
  readonly q?: string
  readonly registry?: string
  readonly action?: (typeof activityActions)[number]
}

/** What happened in the registries, newest first, page by page. */
export const useActivity = (query: ActivityQuery) =>
  useInfiniteQuery({
    ...pagesOf(listActivity, { query: { limit: 200, ...query } }),
    placeholderData: (previous) => previous,
  })
