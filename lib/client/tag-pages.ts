import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { listTags, Tag } from '#lib/api/tags.ts'

export type TagPage = ResponseOf<typeof listTags> & {
  /** When it was asked for, in milliseconds since the page was loaded: what it says is no newer. */
  readonly askedAt?: number
}

/** What React Query keeps of a list that is read page by page: `pageParams[i]` is the cursor that led to `pages[i]`. */
export interface TagPages {
  readonly pages: readonly TagPage[]
  readonly pageParams: readonly (string | null)[]
}

/** Positions of rows, both included. */
export interface RowRange {
  readonly first: number
  readonly last: number
}

/** All rows of all pages. A row that moved from one page to the next between two requests is there once. */
export function rowsOf(pages: readonly TagPage[]): Tag[] {
  const rows = new Map<string, Tag>()
  for (const { items } of pages) for (const tag of items) if (!rows.has(tag.name)) rows.set(tag.name, tag)
  return [...rows.values()]
}

/** The positions of the pages that hold these rows. */
export function pagesInView(pages: readonly TagPage[], { first, last }: RowRange): number[] {
  const shown: number[] = []
  let start = 0
  for (const [at, { items }] of pages.entries()) {
    if (start <= last && start + items.length > first) shown.push(at)
    start += items.length
  }
  return shown.length > 0 ? shown : pages.slice(0, 1).map(() => 0)
}

/**
 * The list with some pages in a row read again, from position `at` on. Where the last of them now ends elsewhere than
 * the page after it begins, what comes after is dropped: it has to be read again, or rows would be missing in between.
 */
export function replacePages(
  list: TagPages,
  at: number,
  fresh: readonly TagPage[],
  cursors: readonly (string | null)[],
): TagPages {
  const end = at + fresh.length
  const isChained = (list.pageParams[end] ?? null) === (fresh.at(-1)?.nextCursor ?? null)
  return {
    pages: [...list.pages.slice(0, at), ...fresh, ...(isChained ? list.pages.slice(end) : [])],
    pageParams: [
      ...list.pageParams.slice(0, at),
      ...cursors,
      ...(isChained ? list.pageParams.slice(end) : []),
    ],
  }
}
