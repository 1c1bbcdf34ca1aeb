'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRegistryHook, makeRegistryHook } from '#lib/api/hooks.ts'
import { call } from './call.ts'
import { queryOf } from './query.ts'

/** Where and with which token a registry tells what happens in it. A secret: it is not kept once it is out of sight. */
export const useRegistryHook = (registry: string) =>
  useQuery({ ...queryOf(getRegistryHook, { params: { registry } }), gcTime: 0 })

/** Makes the token, or another one. */
export function useMakeRegistryHook(registry: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call(makeRegistryHook, { params: { registry } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [getRegistryHook.id, { registry }] }),
  })
}
