'use client'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  addPolicy,
  changePolicy,
  getPolicy,
  importPolicies,
  listPolicies,
  listPolicyRuns,
  previewPolicyDraft,
  previewSchedule,
  removePolicy,
  runPolicy,
} from '#lib/api/policies.ts'
import type { PolicyDefinition } from '#lib/api/policy-definition.ts'
import type { PolicyPreview } from '#lib/api/policy-preview.ts'
import { addProtection, listProtections, removeProtection } from '#lib/api/protections.ts'
import { call } from './call.ts'
import { pagesOf, queryOf } from './query.ts'

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

export const useNextRuns = (cron: string, timezone: string) =>
  useQuery({
    queryKey: [previewSchedule.id, cron, timezone],
    enabled: cron !== '',
    staleTime: 60_000,
    queryFn: ({ signal }) => call(previewSchedule, { body: { cron, timezone }, signal }),
  })

/** Whatever is done to policies and protections, all that shows them is asked for again. */
export function useChangePolicies() {
  const client = useQueryClient()
  const onSuccess = () =>
    Promise.all(
      [listPolicies, getPolicy, listPolicyRuns, listProtections].map(({ id }) =>
        client.invalidateQueries({ queryKey: [id] }),
      ),
    )
  return {
    add: useMutation({
      mutationFn: ({ id, definition }: { id: string; definition: PolicyDefinition }) =>
        call(addPolicy, { body: { id, ...definition } }),
      onSuccess,
    }),
    change: useMutation({
      mutationFn: ({
        id,
        definition,
        version,
      }: {
        id: string
        definition: PolicyDefinition
        version: number
      }) => call(changePolicy, { params: { id }, body: { ...definition, version } }),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: (id: string) => call(removePolicy, { params: { id } }), onSuccess }),
    run: useMutation({
      mutationFn: ({ id, dryRun }: { id: string; dryRun: boolean }) =>
        call(runPolicy, { params: { id }, body: { dryRun } }),
      onSuccess,
    }),
    take: useMutation({ mutationFn: (yaml: string) => call(importPolicies, { body: { yaml } }), onSuccess }),
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
