'use client'
import { useEffect } from 'react'
import { tagPattern } from '#lib/api/names.ts'
import { requestDeletion } from '#lib/client/deletion-request.ts'
import { repositoryPath } from '#lib/client/paths.ts'
import { useTagToDelete } from '#lib/client/use-tag-to-delete.ts'

interface DeleteTagFromAddressProps {
  readonly registry: string
  readonly repository: string
  /** The page is about the tag itself, and there is nothing left to show when it is gone. */
  readonly isLeaving?: boolean
}

/** Opens the plan for the tag that `?delete=` names; from then on the address names the plan. */
export function DeleteTagFromAddress({ registry, repository, isLeaving }: DeleteTagFromAddressProps) {
  const [tag, setTag] = useTagToDelete()
  useEffect(() => {
    if (tag === null) return
    void setTag(null)
    if (!tagPattern.test(tag)) return
    requestDeletion({
      body: { items: [{ registry, repository, tag }] },
      ...(isLeaving ? { leaveTo: repositoryPath(registry, repository) } : {}),
    })
  }, [tag, setTag, registry, repository, isLeaving])
  return null
}
