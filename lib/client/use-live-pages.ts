'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { unheardIntervalMs, useIsLive } from './live-state.ts'
import { addLiveView } from './live-views.ts'
import { Paced } from './paced.ts'
import { replacePages, type TagPage, type TagPages } from './tag-pages.ts'
import { isUnderWay } from './under-way.ts'

/** From one answer to the next question while rows come in by the hundred; the first question after a while waits for nothing. */
const gapMs = 250

type ReadPage = (cursor: string | null, signal: AbortSignal) => Promise<TagPage>

/**
 * Reads the pages of a list that are in view again after something has changed, and pages that were read before that when
 * they come into view. The others stay as they are: reading thousands of rows for the sake of twenty would only be slow.
 */
export function useLivePages(
  key: readonly unknown[],
  shown: readonly number[],
  pages: readonly TagPage[] | undefined,
  readPage: ReadPage,
) {
  const client = useQueryClient()
  const isLive = useIsLive()
  const [error, setError] = useState<Error | null>(null)
  const paced = useMemo(() => new Paced(), [])
  const changedAt = useRef(Number.NEGATIVE_INFINITY)
  const keyText = JSON.stringify(key)
  const current = useRef({ key, shown, pages, readPage, keyText })
  useEffect(() => {
    current.current = { key, shown, pages, readPage, keyText }
  })

  const refetch = useCallback(async () => {
    const { key, shown, pages, readPage } = current.current
    if (!isBehind(pages, shown, changedAt.current)) return
    const at = shown[0] ?? 0
    try {
      // As a query, so that what may pass is tried again.
      await client.fetchQuery({
        queryKey: [...key, 'shown'],
        gcTime: 0,
        staleTime: 0,
        queryFn: async ({ signal }) => {
          const fresh: TagPage[] = []
          const cursors: (string | null)[] = []
          let cursor = client.getQueryData<TagPages>(key)?.pageParams[at] ?? null
          for (const _ of shown) {
            const page = await readPage(cursor, signal)
            fresh.push(page)
            cursors.push(cursor)
            cursor = page.nextCursor
            if (cursor === null) break
          }
          client.setQueryData<TagPages>(key, (now) => now && replacePages(now, at, fresh, cursors))
          return null
        },
      })
      setError(null)
    } catch (error) {
      if (error instanceof Error && error.name !== 'CancelledError') setError(error)
    }
  }, [client])

  useEffect(() => {
    setError(null)
    const removeView = addLiveView({
      key: current.current.key,
      onChange: () => {
        changedAt.current = performance.now()
        paced.run(keyText, gapMs, refetch)
      },
    })
    return () => {
      removeView()
      void client.cancelQueries({ queryKey: [...JSON.parse(keyText), 'shown'] })
    }
  }, [keyText, client, paced, refetch])

  // Also a page whose question was on its way when something changed, and one that comes into view again.
  const isLate = isBehind(pages, shown, changedAt.current)
  const where = shown.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: other pages in view may be late as well
  useEffect(() => {
    if (isLate && !error) paced.run(keyText, gapMs, refetch)
  }, [isLate, where, error, keyText, paced, refetch])

  const isWaiting = shown.some((at) => isUnderWay(pages?.[at]))
  useEffect(() => {
    if (isLive || !isWaiting) return
    const timer = setInterval(() => {
      changedAt.current = performance.now()
      paced.run(keyText, gapMs, refetch)
    }, unheardIntervalMs)
    return () => clearInterval(timer)
  }, [isLive, isWaiting, keyText, paced, refetch])

  return { error }
}

const isBehind = (pages: readonly TagPage[] | undefined, shown: readonly number[], changedAt: number) =>
  shown.some((at) => {
    const page = pages?.[at]
    return page !== undefined && (page.askedAt ?? 0) < changedAt
  })
