'use client'
import { useCallback, useMemo } from 'react'

interface Pages<Item> {
  readonly pages: readonly { readonly items: readonly Item[] }[]
}

export interface PagedList<Item> {
  readonly data: Pages<Item> | undefined
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  fetchNextPage(): unknown
}

/**
 * The rows of all pages that are there, the same array as long as nothing has changed, and what reads the next page. A list
 * may show other pages than those that it was answered with just now; null: none.
 */
export function useRows<Item>(
  list: PagedList<Item>,
  data: Pages<Item> | null = list.data ?? null,
): { rows: readonly Item[]; more: () => void } {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return { rows, more }
}
