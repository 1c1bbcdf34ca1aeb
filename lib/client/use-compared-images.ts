'use client'
import { useQueries, useQuery } from '@tanstack/react-query'
import { compareImages } from '#lib/api/compare-images.ts'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import { listReferrers } from '#lib/api/manifests.ts'
import { type Hit, search } from '#lib/api/search.ts'
import { formatImageAddress, type ImageAddress } from './image-address.ts'
import { queryOf } from './query.ts'
import { useDebounced } from './use-search.ts'

export type ImageComparison = ResponseOf<typeof compareImages>

/** Two images beside each other; asked for once both are named. While another platform is fetched, the last one stays. */
export function useComparedImages(
  left: ImageAddress | null,
  right: ImageAddress | null,
  platform: string | null,
) {
  const sides = { left: left ? formatImageAddress(left) : '', right: right ? formatImageAddress(right) : '' }
  return useQuery({
    ...queryOf(compareImages, { query: { ...sides, ...(platform === null ? {} : { platform }) } }),
    enabled: left !== null && right !== null,
    staleTime: 10_000,
    placeholderData: (last, query) => {
      const asked = query?.queryKey[2] as { left?: string; right?: string } | undefined
      return asked?.left === sides.left && asked.right === sides.right ? last : undefined
    },
  })
}

/** What refers to any of these digests of one repository, and how each question went. */
export const useReferrersOf = (
  { registry, repository }: Pick<ImageAddress, 'registry' | 'repository'>,
  digests: readonly string[],
) =>
  useQueries({
    queries: digests.map((digest) => ({
      ...queryOf(listReferrers, { params: { registry, repository, digest } }),
      staleTime: 30_000,
    })),
  })

const pauseMs = 150

/** Tags and repositories that what is typed may mean, best first; none while nothing is typed. */
export function useImageHits(text: string, registries: ReadonlySet<string>): readonly Hit[] {
  const typed = useDebounced(text.trim(), pauseMs)
  const [first = '', ...rest] = typed.split('/')
  const isOfOne = registries.has(first) && rest.length > 0
  const q = (isOfOne ? rest.join('/') : typed).replaceAll('~', '/').replace(/:$/, '')
  const { data } = useQuery({
    ...queryOf(search, { query: { q, limit: 20, ...(isOfOne ? { registry: first } : {}) } }),
    enabled: q !== '',
    staleTime: 10_000,
    placeholderData: (last) => last,
  })
  return q === '' ? [] : (data?.items ?? [])
}
