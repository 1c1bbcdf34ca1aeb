'use client'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { listRepositories } from '#lib/api/repositories.ts'
import { queryOf } from './query.ts'

/** The first names in a registry that have this text in them, out of what is known of it; none without a registry. */
export function useRepositoryNames(registry: string, text: string): readonly string[] {
  const q = useDeferredValue(text)
  const { data } = useQuery({
    ...queryOf(listRepositories, { params: { registry }, query: { q, limit: 20 } }),
    enabled: registry !== '',
    placeholderData: (previous) => previous,
  })
  return registry === '' ? [] : (data?.items.map(({ name }) => name) ?? [])
}
