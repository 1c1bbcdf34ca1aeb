'use client'
import { useMemo } from 'react'
import { useHeldSelection } from '#components/shared/use-held-selection.ts'
import { type DeletionBody, requestDeletion } from '#lib/client/deletion-request.ts'
import { useMayDelete } from '#lib/client/use-may-delete.ts'
import type { TagsPlace } from '#lib/client/use-tags.ts'

/** Which manifests without a tag are selected, by their digests, and the plan of their deletion. */
export function useManifestSelection({ registry, repository }: TagsPlace) {
  const mayDelete = useMayDelete(registry)
  // What no tag points to can't be asked for by a filter: there is no other selection than of some by name.
  const selection = useHeldSelection({ filters: '', total: null, of: 'manifests' })
  const { value, clear } = selection
  const body = useMemo<DeletionBody>(
    () => ({ items: [...value.keys].map((digest) => ({ registry, repository, digest })) }),
    [value, registry, repository],
  )
  return {
    mayDelete,
    body,
    hasSelection: mayDelete && value.keys.size > 0,
    selection,
    plan: (digests: readonly string[]) =>
      requestDeletion({
        body: { items: digests.map((digest) => ({ registry, repository, digest })) },
        onStarted: clear,
      }),
  }
}
