'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { previewSchedule } from '#lib/api/policies.ts'
import { call } from './call.ts'

/** When a schedule would run next; an empty expression is not asked about. */
export const useNextRuns = (cron: string, timezone: string) =>
  useQuery({
    queryKey: [previewSchedule.id, cron, timezone],
    enabled: cron !== '',
    staleTime: 60_000,
    queryFn: ({ signal }) => call(previewSchedule, { body: { cron, timezone }, signal }),
  })

interface Calls<Definition> {
  add(input: { readonly id: string; readonly definition: Definition }): Promise<unknown>
  change(input: {
    readonly id: string
    readonly definition: Definition
    readonly version: number
  }): Promise<unknown>
  remove(id: string): Promise<unknown>
  run(input: { readonly id: string; readonly dryRun: boolean }): Promise<unknown>
  /** Those of a YAML text. */
  take(yaml: string): Promise<unknown>
}

/** What can be done to policies or mirrors. Whatever it is, all that shows them is asked for again. */
export function useAutomationChanges<Definition>(calls: Calls<Definition>, shownBy: readonly string[]) {
  const client = useQueryClient()
  const onSuccess = () => Promise.all(shownBy.map((id) => client.invalidateQueries({ queryKey: [id] })))
  return {
    add: useMutation({ mutationFn: calls.add, onSuccess }),
    change: useMutation({ mutationFn: calls.change, onSuccess }),
    remove: useMutation({ mutationFn: calls.remove, onSuccess }),
    run: useMutation({ mutationFn: calls.run, onSuccess }),
    take: useMutation({ mutationFn: calls.take, onSuccess }),
  }
}
export type AutomationChanges<Definition> = ReturnType<typeof useAutomationChanges<Definition>>
