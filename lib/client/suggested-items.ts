import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { getSuggestions } from '#lib/api/suggestions.ts'
import type { DeletionBody } from './deletion-request.ts'
import type { TagsPlace } from './use-tags.ts'

type Group = ResponseOf<typeof getSuggestions>['groups'][number]
type Item = NonNullable<DeletionBody['items']>[number]

export const keyOfGroup = ({ kind, series }: Group) => `${kind} ${series ?? ''}`

/** What is in these groups, as a deletion asks for it: each once, though it may be superfluous for several reasons. */
export function itemsOfGroups({ registry, repository }: TagsPlace, groups: readonly Group[]): Item[] {
  const items = new Map<string, Item>()
  for (const { tag, digest } of groups.flatMap((group) => group.items)) {
    const place = { registry, repository }
    if (tag !== null) items.set(tag, { ...place, tag, ...(digest === null ? {} : { expected: digest }) })
    else if (digest !== null) items.set(digest, { ...place, digest })
  }
  return [...items.values()]
}
