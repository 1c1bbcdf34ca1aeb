'use client'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  addPolicy,
  changePolicy,
  getPolicy,
  importPolicies,
  listPolicies,
  listPolicyRuns,
  previewPolicy,
  previewPolicyDraft,
  removePolicy,
  runPolicy,
} from '#lib/api/policies.ts'
import type { PolicyDefinition } from '#lib/api/policy-definition.ts'
import type { PolicyPreview } from '#lib/api/policy-preview.ts'
import { addProtection, listProtections, removeProtection } from '#lib/api/protections.ts'
import { call } from './call.ts'
import { pagesOf, queryOf } from './query.ts'
import { useAutomationChanges } from './use-automations.ts'

export const usePolicies = () => useQuery(queryOf(listPolicies, {}))

/** null as id: none is asked for. */
export const usePolicy = (id: string | null) =>
  useQuery({ ...queryOf(getPolicy, { params: { id: id ?? '' } }), enabled: id !== null })

export const usePolicyRuns = (id: string) =>
  useInfiniteQuery(pagesOf(listPolicyRuns, { params: { id }, query: { limit: 100 } }))

export const useProtections = () => useQuery(queryOf(listProtections, {}))

interface PreviewView {
  readonly action: 'keep' | 'delete' | null
  readonly q: string
}

/** What a policy would do that nobody has stored, page by page of one evaluation. null as policy: nothing is asked. */
export const usePolicyPreview = (policy: PolicyDefinition | null, { action, q }: PreviewView) =>
  useInfiniteQuery({
    queryKey: [previewPolicyDraft.id, policy, action, q],
    enabled: policy !== null,
    staleTime: 60_000,
    placeholderData: (previous) => previous,
    initialPageParam: {} as { cursor?: string; asOf?: string },
    queryFn: ({ signal, pageParam }): Promise<PolicyPreview> =>
      call(previewPolicyDraft, {
        body: {
          policy: policy as PolicyDefinition,
          limit: 200,
          ...(action ? { action } : {}),
          ...(q ? { q } : {}),
          ...pageParam,
        },
        signal,
      }),
    getNextPageParam: ({ nextCursor, asOf }: PolicyPreview) =>
      nextCursor === null ? null : { cursor: nextCursor, asOf },
  })

/** What the stored policy would do now; asked anew each time, for a run is decided upon it. */
export const usePolicyOutlook = (id: string) =>
  useQuery({
    queryKey: [previewPolicy.id, id],
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) => call(previewPolicy, { params: { id }, body: { limit: 1 }, signal }),
  })

export const usePolicyChanges = () =>
  useAutomationChanges<PolicyDefinition>(
    {
      add: ({ id, definition }) => call(addPolicy, { body: { id, ...definition } }),
      change: ({ id, definition, version }) =>
        call(changePolicy, { params: { id }, body: { ...definition, version } }),
      remove: (id) => call(removePolicy, { params: { id } }),
      run: ({ id, dryRun }) => call(runPolicy, { params: { id }, body: { dryRun } }),
      take: (yaml) => call(importPolicies, { body: { yaml } }),
    },
    [listPolicies.id, getPolicy.id, listPolicyRuns.id],
  )

export function useChangeProtections() {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: [listProtections.id] })
  return {
    protect: useMutation({
      mutationFn: (body: { registry: string; repository: string; tags: string[]; note: string | null }) =>
        call(addProtection, { body }),
      onSuccess,
    }),
    unprotect: useMutation({
      mutationFn: (id: string) => call(removeProtection, { params: { id } }),
      onSuccess,
    }),
  }
}
