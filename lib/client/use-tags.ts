'use client'
import { infiniteQueryOptions, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { listTags, type tagSorts } from '#lib/api/tags.ts'
import { call } from './call.ts'
import { isUnderWay, pollInterval } from './poll.ts'
import { pagesInView, type RowRange, replacePages, rowsOf, type TagPage, type TagPages } from './tag-pages.ts'

export interface TagsPlace {
  readonly registry: string
  readonly repository: string
}

export interface TagsQuery {
  readonly sort: (typeof tagSorts)[number]
  readonly order: 'asc' | 'desc'
  readonly q: string
  readonly referrers: boolean
  readonly digest: string | null
}

// The server looks up the rows of each page that is asked for: the first one is what fits on the screen and no more.
const rowHeightPx = 36
const firstPageSize =
  typeof window === 'undefined'
    ? 50
    : Math.min(100, Math.max(20, Math.ceil(window.innerHeight / rowHeightPx)))
const pageSize = 100

function readPage(place: TagsPlace, query: TagsQuery, cursor: string | null, signal: AbortSignal) {
  const { sort, order, q, referrers, digest } = query
  return call(listTags, {
    params: { ...place },
    query: {
      sort,
      order,
      q: q || undefined,
      referrers: referrers ? 'true' : undefined,
      digest: digest ?? undefined,
      limit: cursor === null ? firstPageSize : pageSize,
      cursor: cursor ?? undefined,
    },
    signal,
  })
}

const pagesOptions = (place: TagsPlace, query: TagsQuery) =>
  infiniteQueryOptions({
    queryKey: [listTags.id, { ...place }, { ...query }, 'pages'] as const,
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }): Promise<TagPage> => readPage(place, query, pageParam, signal),
    getNextPageParam: (last: TagPage) => last.nextCursor,
  })

const isPlace = (key: unknown, place: TagsPlace) =>
  typeof key === 'object' &&
  key !== null &&
  Reflect.get(key, 'registry') === place.registry &&
  Reflect.get(key, 'repository') === place.repository

const steps = 25
const isSameView = (a: RowRange, b: RowRange) =>
  Math.floor(a.first / steps) === Math.floor(b.first / steps) &&
  Math.floor(a.last / steps) === Math.floor(b.last / steps)

/**
 * The tags of a repository, page by page. While rows in view are being read from the registry, the pages that hold them
 * (and no others) are asked for again; `onView` says which rows those are.
 */
export function useTags(place: TagsPlace, query: TagsQuery) {
  const options = pagesOptions(place, query)
  const list = useInfiniteQuery({
    ...options,
    // Another sort or filter: the last answer stays until the next one is there. Another repository: it does not.
    placeholderData: (previous, previousQuery) =>
      isPlace(previousQuery?.queryKey[1], place) ? previous : undefined,
    refetchOnWindowFocus: false,
  })
  const [view, setView] = useState<RowRange>({ first: 0, last: 0 })
  const onView = useCallback(
    (next: RowRange) => setView((last) => (isSameView(last, next) ? last : next)),
    [],
  )

  const pages = list.data?.pages
  const rows = useMemo(() => (pages ? rowsOf(pages) : []), [pages])
  const shown = useMemo(() => (pages ? pagesInView(pages, view) : []), [pages, view])
  const latest = pages?.[shown[0] ?? 0]
  const poll = usePolling(options.queryKey, place, query, shown, list.isPlaceholderData ? undefined : pages)

  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError, isPlaceholderData } = list
  const loadMore = useCallback(() => {
    if (hasNextPage && !isPlaceholderData) fetchNextPage({ cancelRefetch: false })
  }, [hasNextPage, isPlaceholderData, fetchNextPage])
  // Pages behind the view may have been dropped: what the screen now ends with is asked for again.
  useEffect(() => {
    if (rows.length > 0 && view.last >= rows.length - 1 && !isFetchingNextPage && !isError) loadMore()
  }, [rows.length, view.last, isFetchingNextPage, isError, loadMore])

  return { list, rows, latest, onView, loadMore, error: list.error ?? poll.error }
}

function usePolling(
  key: readonly unknown[],
  place: TagsPlace,
  query: TagsQuery,
  shown: readonly number[],
  pages: readonly TagPage[] | undefined,
) {
  const client = useQueryClient()
  const isWaiting = shown.some((at) => isUnderWay(pages?.[at]))
  return useQuery({
    queryKey: [...key, 'poll', shown],
    enabled: isWaiting,
    // The first page has only just come: the first question again is due after the interval.
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchInterval: (q) => pollInterval(q, isWaiting),
    queryFn: async ({ signal }) => {
      const before = client.getQueryData<TagPages>(key)
      const at = shown[0] ?? 0
      const fresh: TagPage[] = []
      const cursors: (string | null)[] = []
      let cursor = before?.pageParams[at] ?? null
      for (const _ of shown) {
        const page = await readPage(place, query, cursor, signal)
        fresh.push(page)
        cursors.push(cursor)
        cursor = page.nextCursor
        if (cursor === null) break
      }
      client.setQueryData<TagPages>(key, (now) => now && replacePages(now, at, fresh, cursors))
      return null
    },
  })
}
