'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type Hit, type HitType, search } from '#lib/api/search.ts'
import { manifestPath, repositoryPath } from './paths.ts'
import { pagesOf, queryOf } from './query.ts'

/** The best of each type. While the next answer is on its way the last one stays; an answer belongs to its own words alone. */
export const useSearch = (q: string, limit: number) =>
  useQuery({
    ...queryOf(search, { query: { q, limit } }),
    enabled: q.trim() !== '',
    placeholderData: (previous) => previous,
  })

/** All of one type, page by page. */
export const useSearchPages = (q: string, type: HitType | null) =>
  useInfiniteQuery({
    ...pagesOf(search, { query: { q, limit: 50, type: type ?? undefined } }),
    enabled: q.trim() !== '',
    placeholderData: (previous) => previous,
  })

/** What the value was when it last stood still for so long. */
export function useDebounced<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}

export const hitKey = (hit: Hit) =>
  [hit.type, hit.registry, hit.repository, hit.tag, hit.digest, hit.key].join(' ')

/** Where a hit is shown: by its tag where it has one. */
export function hitPath({ registry, repository, tag, digest }: Hit): string {
  const reference = tag ?? digest
  return reference === null
    ? repositoryPath(registry, repository)
    : manifestPath(registry, repository, reference)
}
