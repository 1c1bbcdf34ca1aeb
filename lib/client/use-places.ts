'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getPlaces } from '#lib/api/places.ts'
import { pagesOf } from './query.ts'

/** Where an image is and what shares its layers, page by page; asked for only when somebody wants to see it. */
export const usePlaces = (
  params: { registry: string; repository: string; reference: string },
  isWanted: boolean,
) =>
  useInfiniteQuery({
    ...pagesOf(getPlaces, { params, query: { limit: 20 } }),
    enabled: isWanted,
    staleTime: 30_000,
  })
