'use client'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Deletion, ItemResult } from '#lib/api/deletion.ts'
import {
  cancelDeletion,
  executeDeletion,
  getDeletion,
  listDeletionItems,
  listDeletions,
  planDeletion,
  previewUndo,
  undoDeletion,
} from '#lib/api/deletions.ts'
import { call } from './call.ts'
import type { DeletionBody } from './deletion-request.ts'
import { useUnheardInterval } from './live-state.ts'
import { pagesOf, queryOf } from './query.ts'

const isMoving = (deletion: Deletion | undefined) =>
  deletion?.state === 'running' || deletion?.undo.state === 'running'

/** A deletion with its first items; null: none is asked for. It keeps up by itself. */
export function useDeletion(id: string | null) {
  const unheardInterval = useUnheardInterval()
  return useQuery({
    ...queryOf(getDeletion, { params: { id: id ?? '' } }),
    enabled: id !== null,
    refetchInterval: ({ state }) => unheardInterval(isMoving(state.data)),
  })
}

export interface ItemsQuery {
  readonly q?: string
  readonly action?: 'remove' | 'keep'
  readonly result?: ItemResult | 'none'
}

export const useDeletionItems = (id: string, query: ItemsQuery) =>
  useInfiniteQuery({
    ...pagesOf(listDeletionItems, { params: { id }, query: { limit: 200, ...query } }),
    placeholderData: (previous, last) => (isOf(last?.queryKey[1], id) ? previous : undefined),
  })

const isOf = (params: unknown, id: string) =>
  typeof params === 'object' && params !== null && Reflect.get(params, 'id') === id

export const useDeletions = (query: { readonly trash?: boolean }) =>
  useInfiniteQuery(
    pagesOf(listDeletions, { query: { limit: 100, ...(query.trash ? { trash: 'true' as const } : {}) } }),
  )

/** What each change of a deletion answers is what there is to show of it from then on. */
function useAnswered() {
  const client = useQueryClient()
  return (deletion: Deletion) => {
    client.setQueryData(queryOf(getDeletion, { params: { id: deletion.id } }).queryKey, deletion)
    client.invalidateQueries({ queryKey: [listDeletions.id] })
    client.invalidateQueries({ queryKey: [listDeletionItems.id, { id: deletion.id }] })
  }
}

export function usePlanDeletion() {
  const onSuccess = useAnswered()
  return useMutation({ mutationFn: (body: DeletionBody) => call(planDeletion, { body }), onSuccess })
}

/** Begins to delete, or goes on with what is left. */
export function useExecuteDeletion() {
  const onSuccess = useAnswered()
  return useMutation({
    mutationFn: (id: string) => call(executeDeletion, { params: { id } }),
    onSuccess,
  })
}

export function useCancelDeletion() {
  const onSuccess = useAnswered()
  return useMutation({ mutationFn: (id: string) => call(cancelDeletion, { params: { id } }), onSuccess })
}

export interface UndoScope {
  readonly id: string
  /** Positions of items; absent: all that was removed. */
  readonly items?: number[]
}

/** What undoing would bring back, asked from the registry each time. */
export const useUndoPreview = ({ id, items }: UndoScope) =>
  useQuery({
    queryKey: [previewUndo.id, { id }, { items: items ?? null }] as const,
    queryFn: ({ signal }) => call(previewUndo, { params: { id }, body: items ? { items } : {}, signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

export function useUndoDeletion() {
  const onSuccess = useAnswered()
  return useMutation({
    mutationFn: ({ id, items, partial }: UndoScope & { readonly partial?: boolean }) =>
      call(undoDeletion, {
        params: { id },
        body: { ...(items ? { items } : {}), ...(partial ? { partial } : {}) },
      }),
    onSuccess,
  })
}
