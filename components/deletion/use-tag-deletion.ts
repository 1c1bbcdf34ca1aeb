'use client'
import { useState } from 'react'
import type { TagDeletion } from '#lib/api/tags.ts'
import { problemOf } from '#lib/client/problem.ts'
import { useDeleteTag, useTagDeletionPreview } from '#lib/client/use-delete-tag.ts'

interface Place {
  readonly registry: string
  readonly repository: string
  readonly tag: string
}

/**
 * The steps of a deletion. `reading`: what it would do is being found out. `ready`: it may be confirmed. `moved`: the
 * tag is elsewhere now, which has to be looked at before it may be confirmed again.
 */
export function useTagDeletion(place: Place, isOpen: boolean) {
  const preview = useTagDeletionPreview(isOpen ? place : null)
  const { mutate, reset, error, isPending } = useDeleteTag()
  const [movedFrom, setMovedFrom] = useState<string | null>(null)
  const problem = error ? problemOf(error) : null
  const plan = preview.data ?? null

  const state = () => {
    if (isPending) return 'deleting' as const
    if (movedFrom !== null) return 'moved' as const
    if (preview.isError) return 'unreadable' as const
    if (plan === null) return 'reading' as const
    if (plan.method === null || plan.problem !== null) return 'refused' as const
    return problem ? ('failed' as const) : ('ready' as const)
  }

  return {
    state: state(),
    plan,
    problem,
    movedFrom,
    /** Where a moved tag is now, once that was read. */
    movedTo: plan !== null && !preview.isFetching && plan.digest !== movedFrom ? plan.digest : null,
    readProblem: preview.error,
    isReading: preview.isFetching,
    canAccept: !preview.isFetching && plan !== null,
    readAgain: () => void preview.refetch(),
    acceptNewDigest: () => {
      setMovedFrom(null)
      reset()
    },
    confirm: (onDeleted: (deleted: TagDeletion) => void) => {
      if (plan === null) return
      mutate(
        { ...place, digest: plan.digest },
        {
          onSuccess: onDeleted,
          onError: (failure) => {
            if (problemOf(failure).code !== 'tag_moved') return
            setMovedFrom(plan.digest)
            preview.refetch()
          },
        },
      )
    },
  }
}
