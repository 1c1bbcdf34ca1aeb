import { expect } from 'vitest'
import type { SignedIn } from '../lab/portolan.ts'

type Value = string | number | boolean | null

/** What any list of ours answers, as far as a model of it needs to know. */
interface Page<Item> {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
  readonly total: number | null
  readonly unknownCount?: number
}

/** A list at the HTTP API, and what names one of its items. */
export interface List<Item> {
  readonly api: SignedIn
  /** Below `/api/v1`, with parameters that every question has. */
  readonly path: string
  readonly name: (item: Item) => string
}

const ask = <Item>({ api, path }: List<Item>, query: string) =>
  api.json<Page<Item>>(`${path}${path.includes('?') ? '&' : '?'}${query}`)

export const readWhole = <Item>(list: List<Item>, query = '') => ask(list, `limit=1000&${query}`)

/** The names of all items, page by page. */
async function readPaged<Item>(list: List<Item>, query: string, limit: number): Promise<string[]> {
  const names: string[] = []
  for (let cursor: string | null = ''; cursor !== null && names.length < 10_000; ) {
    const page: Page<Item> = await ask(list, `${query}&limit=${limit}${cursor && `&cursor=${cursor}`}`)
    expect(page.items.length).toBeLessThanOrEqual(limit)
    names.push(...page.items.map(list.name))
    cursor = page.nextCursor
  }
  return names
}

/** By value, what is unknown last in either direction, and equal ones by name: all that a sort promises. */
export function sortedNames<Item>(
  { name }: List<Item>,
  items: readonly Item[],
  value: (item: Item) => Value,
  order: 'asc' | 'desc',
): string[] {
  const sign = order === 'asc' ? 1 : -1
  return items
    .toSorted((a, b) => {
      const [x, y] = [value(a), value(b)]
      if (x !== y) return x === null ? 1 : y === null ? -1 : x < y ? -sign : sign
      return name(a) < name(b) ? -1 : 1
    })
    .map(name)
}

/** A sort answers page by page, in both orders, what sorting all items here answers. */
export async function expectSorted<Item>(
  list: List<Item>,
  sort: string,
  value: (item: Item) => Value,
  query = '',
): Promise<void> {
  const { items } = await readWhole(list, query)
  expect(items.length).toBeGreaterThan(3)
  for (const order of ['asc', 'desc'] as const)
    expect([sort, order, await readPaged(list, `sort=${sort}&order=${order}&${query}`, 3)]).toEqual([
      sort,
      order,
      sortedNames(list, items, value, order),
    ])
}

/** A filter answers what filtering all items here answers; null stands for what nobody can tell, which is counted. */
export async function expectFiltered<Item>(
  list: List<Item>,
  query: string,
  verdict: (item: Item) => boolean | null,
): Promise<void> {
  const all = (await readWhole(list)).items
  const page = await readWhole(list, query)
  const expected = all
    .filter((item) => verdict(item) === true)
    .map(list.name)
    .toSorted()
  expect([query, page.items.map(list.name).toSorted()]).toEqual([query, expected])
  expect([query, page.total]).toEqual([query, expected.length])
  expect([query, (await readPaged(list, query, 2)).toSorted()]).toEqual([query, expected])
  if (page.unknownCount !== undefined)
    expect([query, page.unknownCount]).toEqual([query, all.filter((item) => verdict(item) === null).length])
  // A filter that takes everything or nothing would show nothing.
  expect([query, expected.length > 0, expected.length < all.length]).toEqual([query, true, true])
}
