'use client'
import { useQuery } from '@tanstack/react-query'
import { repositoryNamePattern } from '#lib/api/names.ts'
import { listTags } from '#lib/api/tags.ts'
import { queryOf } from './query.ts'
import { useDebounced } from './use-search.ts'

const pauseMs = 150

/** The first tags of a repository that have this text in them, the highest version first; none without a repository. */
export function useTagNames(
  place: { readonly registry: string; readonly repository: string } | null,
  text: string,
): readonly string[] {
  const registry = place?.registry ?? ''
  const repository = useDebounced(place?.repository ?? '', pauseMs)
  const q = useDebounced(text, pauseMs)
  const isPlace = registry !== '' && repositoryNamePattern.test(repository)
  const { data } = useQuery({
    ...queryOf(listTags, {
      params: { registry, repository },
      query: { q, limit: 20, sort: 'version', order: 'desc' },
    }),
    enabled: isPlace,
    staleTime: 10_000,
    retry: false,
    placeholderData: (last, query) =>
      (query?.queryKey[1] as { repository?: string } | undefined)?.repository === repository
        ? last
        : undefined,
  })
  return isPlace ? (data?.items.map(({ name }) => name) ?? []) : []
}
