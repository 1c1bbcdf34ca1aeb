'use client'
import type { ReactNode } from 'react'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

interface OnePageProps<T> {
  readonly query: {
    readonly data: T | undefined
    readonly isError: boolean
    readonly isFetching: boolean
    readonly error: unknown
    refetch(): unknown
  }
  readonly children: (one: T) => ReactNode
}

/** The page of one thing that is read: while it is, and where it can't be. */
export function OnePage<T>({ query, children }: OnePageProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError)
    return (
      <ProblemState
        error={query.error}
        onRetry={() => query.refetch()}
        isRetrying={query.isFetching}
        isPage
      />
    )
  return <PageHeader title={<Skeleton className="w-48" />} />
}
