'use client'
import { infiniteQueryOptions, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { listTags } from '#lib/api/tags.ts'
import { call } from './call.ts'
import { apiQueryOf, plainTagsQuery, type TagsQuery } from './tag-list-query.ts'
import { pagesInView, type RowRange, rowsOf, type TagPage } from './tag-pages.ts'
import { useLivePages } from './use-live-pages.ts'

export interface TagsPlace {
  readonly registry: string
  readonly repository: string
}

// The server looks up the rows of each page that is asked for: the first one is what fits on the screen and no more.
const rowHeightPx = 36
const firstPageSize =
  typeof window === 'undefined'
    ? 50
    : Math.min(100, Math.max(20, Math.ceil(window.innerHeight / rowHeightPx)))
const pageSize = 100

async function readPage(
  place: TagsPlace,
  query: TagsQuery,
  cursor: string | null,
  signal: AbortSignal,
): Promise<TagPage> {
  const askedAt = performance.now()
  const page = await call(listTags, {
    params: { ...place },
    query: {
      ...apiQueryOf(query),
      limit: cursor === null ? firstPageSize : pageSize,
      cursor: cursor ?? undefined,
    },
    signal,
  })
  return { ...page, askedAt }
}

const pagesOptions = (place: TagsPlace, query: TagsQuery) =>
  infiniteQueryOptions({
    queryKey: [listTags.id, { ...place }, { ...query }, 'pages'] as const,
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }): Promise<TagPage> => readPage(place, query, pageParam, signal),
    getNextPageParam: (last: TagPage) => last.nextCursor,
  })

/** Asks for the first rows of a repository that is about to be opened, so that they come while its page does. */
export function useReadTagsAhead(registry: string) {
  const client = useQueryClient()
  return (repository: string) =>
    void client.prefetchInfiniteQuery(pagesOptions({ registry, repository }, plainTagsQuery))
}

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
 * The tags of a repository, page by page. When something has changed, the pages that hold the rows in view (and no
 * others) are asked for again; `onView` says which rows those are.
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
  const { error } = useLivePages(
    options.queryKey,
    shown,
    list.isPlaceholderData ? undefined : pages,
    (cursor, signal) => readPage(place, query, cursor, signal),
  )

  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError, isPlaceholderData } = list
  const loadMore = useCallback(() => {
    if (hasNextPage && !isPlaceholderData) fetchNextPage({ cancelRefetch: false })
  }, [hasNextPage, isPlaceholderData, fetchNextPage])
  // Pages behind the view may have been dropped: what the screen now ends with is asked for again.
  useEffect(() => {
    if (rows.length > 0 && view.last >= rows.length - 1 && !isFetchingNextPage && !isError) loadMore()
  }, [rows.length, view.last, isFetchingNextPage, isError, loadMore])

  return { list, rows, latest, onView, loadMore, error: list.error ?? error }
}
