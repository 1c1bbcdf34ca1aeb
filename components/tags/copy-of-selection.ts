import type { RowSelection } from '#components/ui/row-selection.ts'
import { listTags } from '#lib/api/tags.ts'
import { call } from '#lib/client/call.ts'
import type { CopyWish } from '#lib/client/copy-items.ts'
import { apiQueryOf, type TagsQuery } from '#lib/client/tag-list-query.ts'
import type { TagsPlace } from '#lib/client/use-tags.ts'

/** As many as one copy may name, and one page of a list has. */
export const maxCopied = 1_000

/** The selected tags as a copy asks for them. All that match a filter are asked for by name, which is how a copy takes them. */
export async function copyOfSelection(
  place: TagsPlace,
  query: TagsQuery,
  { keys, isAll }: RowSelection,
): Promise<CopyWish[]> {
  const names = isAll ? (await readNames(place, query)).filter((name) => !keys.has(name)) : [...keys]
  return names.map((reference) => ({ from: { ...place, reference }, to: null }))
}

async function readNames({ registry, repository }: TagsPlace, query: TagsQuery): Promise<string[]> {
  const params = { registry, repository }
  const { items } = await call(listTags, { params, query: { ...apiQueryOf(query), limit: maxCopied } })
  return items.map(({ name }) => name)
}
