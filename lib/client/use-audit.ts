'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { listAudit } from '#lib/api/audit.ts'
import type { CallInput } from './call.ts'
import { pagesOf } from './query.ts'

/** Who did what, newest first, page by page. */
export const useAudit = (query: NonNullable<CallInput<typeof listAudit>['query']>) =>
  useInfiniteQuery({
    ...pagesOf(listAudit, { query: { limit: 200, ...query } }),
    placeholderData: (previous) => previous,
  })
