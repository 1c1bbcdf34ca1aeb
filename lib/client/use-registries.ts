'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  addRegistry,
  changeRegistry,
  getRegistry,
  listRegistries,
  type RegistryInput,
  type RegistryPatch,
  refreshRegistry,
  removeRegistry,
} from '#lib/api/registries.ts'
import { listRepositories } from '#lib/api/repositories.ts'
import { call } from './call.ts'
import { useUnheardInterval } from './live-state.ts'
import { queryOf } from './query.ts'
import { isUnderWay } from './under-way.ts'

/** All registries (more than a thousand are cut off). */
export function useRegistries() {
  const unheardInterval = useUnheardInterval()
  return useQuery({
    ...queryOf(listRegistries, { query: { limit: 1000 } }),
    refetchInterval: (query) => {
      const list = query.state.data
      const isOneUnderWay = list?.items.some(
        (r) => r.freshness.state === 'refreshing' || r.status.state === 'unknown',
      )
      return unheardInterval(isUnderWay(list) || isOneUnderWay === true)
    },
  })
}

export function useRegistry(registry: string) {
  const unheardInterval = useUnheardInterval()
  return useQuery({
    ...queryOf(getRegistry, { params: { registry } }),
    refetchInterval: (query) => unheardInterval(query.state.data?.freshness.state === 'refreshing'),
  })
}

/** Reads a registry, or one of its repositories, again now. */
export function useRefreshRegistry(registry: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { repository?: string }) => call(refreshRegistry, { params: { registry }, body }),
    onSettled: () => client.invalidateQueries(),
  })
}

export function useAddRegistry() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: RegistryInput) => call(addRegistry, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: [listRegistries.id] }),
  })
}

/** Changes what the patch names; what is read through the registry may be another thing then. */
export function useChangeRegistry() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ registry, patch }: { readonly registry: string; readonly patch: RegistryPatch }) =>
      call(changeRegistry, { params: { registry }, body: patch }),
    onSuccess: () =>
      Promise.all(
        [listRegistries, getRegistry, listRepositories].map(({ id }) =>
          client.invalidateQueries({ queryKey: [id] }),
        ),
      ),
  })
}

export function useRemoveRegistry() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (registry: string) => call(removeRegistry, { params: { registry } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [listRegistries.id] }),
  })
}
