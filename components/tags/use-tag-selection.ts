'use client'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useHeldSelection } from '#components/shared/use-held-selection.ts'
import type { Tag } from '#lib/api/tags.ts'
import type { DeletionBody } from '#lib/client/deletion-request.ts'
import { apiQueryOf, type TagsQuery } from '#lib/client/tag-list-query.ts'
import type { TagsPlace } from '#lib/client/use-tags.ts'
import { useVanishedTags } from './use-vanished-tags.ts'

interface Options {
  readonly place: TagsPlace
  readonly query: TagsQuery
  readonly rows: readonly Tag[]
  /** Of all tags that match, loaded or not. */
  readonly total: number | null
  /** What is shown is the answer to this query, and not to the last one. */
  readonly isCurrent: boolean
}

/** What the list is of, whatever its order. */
const filtersOf = ({ sort: _sort, order: _order, ...filters }: TagsQuery) => JSON.stringify(filters)

/** Which tags are selected (`useHeldSelection`), without those that vanish, and the digest that each was seen on. */
export function useTagSelection({ place, query, rows, total, isCurrent }: Options) {
  const filters = useMemo(() => filtersOf(query), [query])
  const { forget, ...held } = useHeldSelection({ filters, total })
  useVanishedTags({ place, query, rows, selected: held.value, isCurrent, onVanished: forget })

  // What a plan is to hold each tag to: the digest that stood in its row when it was last seen.
  const seen = useRef(new Map<string, string | null>())
  useEffect(() => {
    for (const { name, digest } of rows) seen.current.set(name, digest)
  }, [rows])
  const expectedOf = useCallback((name: string) => seen.current.get(name) ?? null, [])

  return { ...held, expectedOf }
}

export type TagSelection = ReturnType<typeof useTagSelection>

/** The selection as a deletion asks for it: tags with the digest that each was seen on, or the filter that they match. */
export function bodyOfSelection(
  { registry, repository }: TagsPlace,
  query: TagsQuery,
  { value, expectedOf }: Pick<TagSelection, 'value' | 'expectedOf'>,
): DeletionBody {
  const names = [...value.keys]
  if (value.isAll) {
    const { sort: _sort, order: _order, group: _group, ...filters } = apiQueryOf(query)
    return { matching: { registry, repository, ...filters, except: names } }
  }
  const items = names.map((tag) => {
    const expected = expectedOf(tag)
    return { registry, repository, tag, ...(expected === null ? {} : { expected }) }
  })
  return { items }
}
