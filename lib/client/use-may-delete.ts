'use client'
import { useRegistry } from './use-registries.ts'
import { useIsAllowed } from './use-session.ts'

/** Whether whoever is signed in may delete something in this registry; false until known. */
export function useMayDelete(registry: string): boolean {
  const isAllowed = useIsAllowed('delete')
  const { data } = useRegistry(registry)
  return isAllowed && data?.readOnly === false
}
