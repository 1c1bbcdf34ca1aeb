'use client'
import { useQuery } from '@tanstack/react-query'
import { listTags } from '#lib/api/tags.ts'
import { queryOf } from './query.ts'

interface TagOnDigest {
  readonly registry: string
  readonly repository: string
  readonly tag: string
  readonly digest: string
}

/** The other tags on the digest of this one, two hundred at most; undefined until they are known. */
export function useSiblings({ registry, repository, tag, digest }: TagOnDigest): string[] | undefined {
  const query = { digest, referrers: 'true', limit: 200 } as const
  const { data } = useQuery(queryOf(listTags, { params: { registry, repository }, query }))
  return data?.items.map(({ name }) => name).filter((name) => name !== tag)
}
