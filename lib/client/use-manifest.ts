'use client'
import { useQuery } from '@tanstack/react-query'
import { getManifest, getRawManifest, listReferrers } from '#lib/api/manifests.ts'
import { digestPattern } from '#lib/api/names.ts'
import { callText } from './call.ts'
import { queryOf } from './query.ts'

interface ManifestPlace {
  readonly registry: string
  readonly repository: string
  /** A tag or a digest. */
  readonly reference: string
}

// What a digest names never changes; what stands around it (its tags, its children's sizes) does.
const staleMs = (reference: string) => (digestPattern.test(reference) ? 60_000 : 2_000)

/** A manifest explained; null: nothing is asked. */
export const useManifest = (place: ManifestPlace | null) =>
  useQuery({
    ...queryOf(getManifest, { params: place ?? { registry: '', repository: '', reference: '' } }),
    enabled: place !== null,
    staleTime: staleMs(place?.reference ?? ''),
  })

/** The exact bytes of a manifest as text. */
export const useRawManifest = (place: ManifestPlace) =>
  useQuery({
    queryKey: [getRawManifest.id, { ...place }] as const,
    queryFn: ({ signal }) => callText(getRawManifest, { params: place, signal }),
    staleTime: staleMs(place.reference),
    refetchOnWindowFocus: false,
  })

/** What refers to a digest. */
export const useReferrers = (registry: string, repository: string, digest: string) =>
  useQuery({
    ...queryOf(listReferrers, { params: { registry, repository, digest } }),
    staleTime: 30_000,
  })
