'use client'
import { useQuery } from '@tanstack/react-query'
import { getOverview, listGrowth } from '#lib/api/overview.ts'
import { getSync } from '#lib/api/sync.ts'
import { queryOf } from './query.ts'

/** Latency, recent pushes and failures over all registries. */
export const useOverview = () => useQuery(queryOf(getOverview, {}))

/** What the registries held day by day. While another range is being fetched, the last one stays. */
export const useGrowth = (days: number) =>
  useQuery({ ...queryOf(listGrowth, { query: { days } }), placeholderData: (previous) => previous })

/** The last walks over a registry, and what they could not read. */
export const useSync = (registry: string) => useQuery(queryOf(getSync, { params: { registry } }))
