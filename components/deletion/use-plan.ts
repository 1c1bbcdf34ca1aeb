'use client'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { DeletionOptions } from '#lib/api/deletion.ts'
import type { DeletionRequest } from '#lib/client/deletion-request.ts'
import { readPlanBody } from '#lib/client/read-plan-body.ts'
import { useDeletion, usePlanDeletion } from '#lib/client/use-deletions.ts'

/**
 * The plan that a page has asked for, or that the address names; and the same anew with other options. What is shown
 * stays until the next one is there.
 */
export function usePlan(request: DeletionRequest | null, id: string | null, onId: (id: string) => void) {
  const planning = usePlanDeletion()
  const shown = useDeletion(id)
  const { mutate } = planning
  // A request is planned once, however often this renders.
  const asked = useRef<DeletionRequest | null>(null)
  useEffect(() => {
    if (request === null || asked.current === request) return
    asked.current = request
    mutate(request.body, { onSuccess: (plan) => onId(plan.id) })
  }, [request, mutate, onId])

  const replanning = useMutation({
    mutationFn: async (options: DeletionOptions) => {
      const body = request?.body ?? (shown.data ? await readPlanBody(shown.data) : null)
      return body && planning.mutateAsync({ ...body, options })
    },
    onSuccess: (plan) => plan && onId(plan.id),
  })
  const plan = shown.data ?? null
  return {
    plan,
    isPlanning: planning.isPending || replanning.isPending,
    /** Nothing can be shown, or not what was asked for last. */
    error: planning.error ?? replanning.error ?? (plan ? null : shown.error),
    retry: () => {
      if (request) mutate(request.body, { onSuccess: (next) => onId(next.id) })
      else void shown.refetch()
    },
    setOptions: replanning.mutate,
  }
}
