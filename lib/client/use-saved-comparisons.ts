'use client'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ComparisonDefinition } from '#lib/api/comparison-definition.ts'
import {
  addComparison,
  changeComparison,
  checkComparison,
  getComparison,
  listComparisonChecks,
  listComparisons,
  removeComparison,
} from '#lib/api/comparisons.ts'
import { getOverview } from '#lib/api/overview.ts'
import { call } from './call.ts'
import { pagesOf, queryOf } from './query.ts'

export const useSavedComparisons = () => useQuery(queryOf(listComparisons, {}))

/** The last checks of one, the newest first. */
export const useComparisonChecks = (id: string) =>
  useInfiniteQuery(pagesOf(listComparisonChecks, { params: { id }, query: { limit: 20 } }))

/** Whatever is done to saved comparisons, all that shows them is asked for again. */
export function useChangeComparisons() {
  const client = useQueryClient()
  const onSuccess = () =>
    Promise.all(
      [listComparisons, getComparison, listComparisonChecks, getOverview].map(({ id }) =>
        client.invalidateQueries({ queryKey: [id] }),
      ),
    )
  return {
    add: useMutation({
      mutationFn: ({ id, definition }: { id: string; definition: ComparisonDefinition }) =>
        call(addComparison, { body: { id, ...definition } }),
      onSuccess,
    }),
    change: useMutation({
      mutationFn: ({
        id,
        ...patch
      }: { id: string; version: number } & Pick<
        ComparisonDefinition,
        'name' | 'expect' | 'ignoreIndexes' | 'schedule'
      >) => call(changeComparison, { params: { id }, body: patch }),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (id: string) => call(removeComparison, { params: { id } }),
      onSuccess,
    }),
    check: useMutation({
      mutationFn: (id: string) => call(checkComparison, { params: { id } }),
      onSuccess,
    }),
  }
}
