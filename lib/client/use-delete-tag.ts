'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { parseAsString, useQueryState } from 'nuqs'
import { listAudit } from '#lib/api/audit.ts'
import { getManifest } from '#lib/api/manifests.ts'
import { getRegistry, listRegistries } from '#lib/api/registries.ts'
import { getRepository, listRepositories } from '#lib/api/repositories.ts'
import { deleteTag, listTags, previewTagDeletion } from '#lib/api/tags.ts'
import { call } from './call.ts'
import { queryOf } from './query.ts'
import { type TagPages, withoutTag } from './tag-pages.ts'

interface TagPlace {
  readonly registry: string
  readonly repository: string
  readonly tag: string
}

/** The tag whose deletion is being thought about: in the address, so that the dialog can be linked to. */
export const useTagToDelete = () => useQueryState('delete', parseAsString.withOptions({ history: 'replace' }))

/** What the deletion would do, read from the registry each time it is asked; null: nothing is asked. */
export const useTagDeletionPreview = (place: TagPlace | null) =>
  useQuery({
    ...queryOf(previewTagDeletion, { params: place ?? { registry: '', repository: '', tag: '' } }),
    enabled: place !== null,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

/** Deletes a tag that is still on `digest`; the row goes from the lists when the server has said that it is gone. */
export function useDeleteTag() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ digest, ...place }: TagPlace & { readonly digest: string }) =>
      call(deleteTag, { params: place, headers: { 'if-match': `"${digest}"` } }),
    onSuccess: async ({ registry, repository, tag }) => {
      const place = { registry, repository }
      client.setQueriesData<TagPages>(
        {
          queryKey: [listTags.id, place],
          predicate: ({ queryKey }) => queryKey.at(-1) === 'pages',
        },
        (list) => list && withoutTag(list, tag),
      )
      client.removeQueries({ queryKey: [getManifest.id, { ...place, reference: tag }], type: 'inactive' })
      // The rows above are right already; reading thousands of them again would only make the page busy.
      await client.invalidateQueries({ queryKey: [listTags.id, place], refetchType: 'none' })
      for (const id of [getRepository, listRepositories, getRegistry, listRegistries, listAudit]) {
        client.invalidateQueries({ queryKey: [id.id] })
      }
    },
  })
}
