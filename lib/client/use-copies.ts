'use client'
import { useInfiniteQuery, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { z } from 'zod'
import {
  type Copy,
  cancelCopy,
  getCopy,
  listCopies,
  listCopyItems,
  resumeCopy,
  startCopy,
  undoCopy,
} from '#lib/api/copies.ts'
import { planCopy } from '#lib/api/copy-plan.ts'
import { getManifest } from '#lib/api/manifests.ts'
import type { Platform } from '#lib/api/tags.ts'
import { call } from './call.ts'
import type { ImageAddress } from './image-address.ts'
import { useUnheardInterval } from './live-state.ts'
import { pagesOf, queryOf } from './query.ts'
import { useDebounced } from './use-search.ts'

/** As `POST /copies` takes it. */
export type CopyBody = z.input<typeof startCopy.body>

/** Somebody who types a name is asked about once it stands still. */
const restMs = 400

/**
 * What this copy would send, mount, skip and overwrite, read from the registries now. null: nothing is asked yet. `isCurrent`
 * says whether what is shown is the answer to just this.
 */
export function useCopyPlan(body: CopyBody | null) {
  const text = useMemo(() => (body === null ? '' : JSON.stringify(body)), [body])
  const rested = useDebounced(text, restMs)
  const query = useQuery({
    queryKey: [planCopy.id, {}, rested] as const,
    queryFn: ({ signal }) => call(planCopy, { body: JSON.parse(rested) as CopyBody, signal }),
    enabled: rested !== '',
    staleTime: 5_000,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    placeholderData: (last) => last,
  })
  const isCurrent = rested === text && text !== '' && !query.isPlaceholderData && !query.isFetching
  return { ...query, isCurrent }
}

const isMoving = (copy: Copy | undefined) =>
  copy !== undefined && (copy.state === 'queued' || copy.state === 'running' || copy.undo.state === 'running')

/** A copy with its first items. It keeps up by itself. */
export function useCopy(id: string) {
  const unheardInterval = useUnheardInterval()
  return useQuery({
    ...queryOf(getCopy, { params: { id } }),
    refetchInterval: ({ state }) => unheardInterval(isMoving(state.data)),
  })
}

type ItemsQuery = Omit<z.input<typeof listCopyItems.query>, 'limit' | 'cursor' | 'sort'>

export const useCopyItems = (id: string, query: ItemsQuery) =>
  useInfiniteQuery({
    ...pagesOf(listCopyItems, { params: { id }, query: { limit: 200, ...query } }),
    placeholderData: (previous, last) =>
      (last?.queryKey[1] as { id?: string } | undefined)?.id === id ? previous : undefined,
  })

export const useCopies = () => useInfiniteQuery(pagesOf(listCopies, { query: { limit: 100 } }))

/** What each change of a copy answers is what there is to show of it from then on. */
function useAnswered() {
  const client = useQueryClient()
  return (copy: Copy) => {
    client.setQueryData(queryOf(getCopy, { params: { id: copy.id } }).queryKey, copy)
    client.invalidateQueries({ queryKey: [listCopies.id] })
    client.invalidateQueries({ queryKey: [listCopyItems.id, { id: copy.id }] })
  }
}

export function useStartCopy() {
  const onSuccess = useAnswered()
  return useMutation({ mutationFn: (body: CopyBody) => call(startCopy, { body }), onSuccess })
}

const changes = { cancel: cancelCopy, resume: resumeCopy, undo: undoCopy } as const

/** Stops a copy, goes on with it, or takes it back. */
export function useChangeCopy(change: keyof typeof changes) {
  const onSuccess = useAnswered()
  return useMutation({
    mutationFn: (id: string) => call(changes[change], { params: { id } }),
    onSuccess,
  })
}

/** So many of the sources are looked into for the platforms that there are to choose from. */
const maxLookedInto = 10

/** A platform as `POST /copies` names it: `linux/arm64/v8`, `windows/amd64:10.0.20348.1`. */
const nameOf = ({ os, architecture, variant, osVersion }: Platform) =>
  [os, architecture, variant].filter(Boolean).join('/') + (osVersion ? `:${osVersion}` : '')

/** The platforms that indexes among these hold, in the order in which they hold them; none where there is nothing to choose. */
export function useSourcePlatforms(sources: readonly ImageAddress[]): readonly string[] {
  return useQueries({
    queries: sources.slice(0, maxLookedInto).map((params) => ({
      ...queryOf(getManifest, { params: { ...params } }),
      staleTime: 30_000,
    })),
    combine: (answers) => {
      const indexes = answers.flatMap(({ data }) => (data?.kind === 'index' ? [data] : []))
      return [...new Set(indexes.flatMap(({ platforms }) => platforms.map(nameOf)))]
    },
  })
}
