'use client'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { announce } from '#components/ui/announcer.tsx'
import { nothingSelected } from '#components/ui/row-selection.ts'
import { type DeletionBody, requestDeletion } from '#lib/client/deletion-request.ts'
import { useMayDelete } from '#lib/client/use-may-delete.ts'
import type { TagsPlace } from '#lib/client/use-tags.ts'

/** Which manifests without a tag are selected, by their digests, and the plan of their deletion. */
export function useManifestSelection({ registry, repository }: TagsPlace) {
  const t = useTranslations('tags.selection')
  const mayDelete = useMayDelete(registry)
  const [value, setValue] = useState(nothingSelected)
  const clear = useCallback(() => setValue(nothingSelected), [])
  const count = value.keys.size
  const body = useMemo<DeletionBody>(
    () => ({ items: [...value.keys].map((digest) => ({ registry, repository, digest })) }),
    [value, registry, repository],
  )
  useEffect(() => {
    if (count > 0) announce(t('count.manifests', { count }))
  }, [count, t])
  return {
    mayDelete,
    body,
    hasSelection: mayDelete && count > 0,
    selection: { value, onChange: setValue, count, clear, selectEverything: clear },
    plan: (digests: readonly string[]) =>
      requestDeletion({
        body: { items: digests.map((digest) => ({ registry, repository, digest })) },
        onStarted: clear,
      }),
  }
}
