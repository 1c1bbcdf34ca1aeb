'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { listDerived } from '#lib/api/base-images.ts'
import { getRepositorySizes, getSizes } from '#lib/api/sizes.ts'
import { pagesOf, queryOf } from './query.ts'

/** How many of each level the map shows before the rest is one tile. */
const limit = 24

/** Where the bytes of a registry or of a namespace are. While another namespace is fetched, the last one stays. */
export const useSizes = (registry: string, namespace: string | null) =>
  useQuery({
    ...queryOf(getSizes, { params: { registry }, query: { limit, ...(namespace ? { namespace } : {}) } }),
    placeholderData: (previous) => previous,
  })

export const useRepositorySizes = (registry: string, repository: string) =>
  useQuery({ ...queryOf(getRepositorySizes, { params: { registry, repository } }), staleTime: 10_000 })

/** The images that are built on one, page by page; asked for only when somebody wants to see them. */
export const useDerived = (
  params: { registry: string; repository: string; reference: string },
  isWanted: boolean,
) =>
  useInfiniteQuery({
    ...pagesOf(listDerived, { params, query: { limit: 100 } }),
    enabled: isWanted,
    staleTime: 30_000,
  })
