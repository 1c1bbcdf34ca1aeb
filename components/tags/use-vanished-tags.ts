'use client'
import { useEffect, useRef } from 'react'
import type { RowSelection } from '#components/ui/row-selection.ts'
import type { Tag } from '#lib/api/tags.ts'
import type { TagsQuery } from '#lib/client/tag-list-query.ts'
import type { TagsPlace } from '#lib/client/use-tags.ts'
import { findVanished } from '#lib/client/vanished-tags.ts'

interface Options {
  readonly place: TagsPlace
  readonly query: TagsQuery
  readonly rows: readonly Tag[]
  readonly selected: RowSelection
  readonly isCurrent: boolean
  readonly onVanished: (names: readonly string[]) => void
}

/**
 * Notices selected tags that are there no more. A row may also be missing because it is on a page that was not read
 * again, or does not match any longer: the server is asked.
 */
export function useVanishedTags({ place, query, rows, selected, isCurrent, onVanished }: Options): void {
  const last = useRef<{ readonly query: TagsQuery; readonly names: ReadonlySet<string> } | null>(null)
  const latest = useRef({ place, selected, onVanished })
  useEffect(() => {
    latest.current = { place, selected, onVanished }
  })
  useEffect(() => {
    if (!isCurrent) return
    const before = last.current
    const names = new Set(rows.map(({ name }) => name))
    last.current = { query, names }
    if (before?.query !== query) return
    const { keys } = latest.current.selected
    const missing = [...keys].filter((name) => before.names.has(name) && !names.has(name))
    if (missing.length === 0) return
    findVanished(latest.current.place, missing).then(
      (gone) => gone.length > 0 && latest.current.onVanished(gone),
      // Whether they are there is not known: they stay selected, and the plan will tell.
      () => undefined,
    )
  }, [rows, query, isCurrent])
}
