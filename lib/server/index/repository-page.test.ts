import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { repositorySorts } from '#lib/api/repositories.ts'
import { isApiError } from '../problem.ts'
import { repositories } from '../store/schema.ts'
import { type RepositoryQuery, type RepositoryRow, readRepositoryPage } from './repository-page.ts'
import { openWorldUnderTest, type WorldUnderTest } from './store-under-test.ts'

const dates = [new Date('1999-12-31T23:59:59.999Z'), new Date('2024-03-31T01:30:00.001Z')] as const
const listedAt = new Date('2026-01-01T00:00:00Z')
const repositoryCount = 48

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
  const pick = <T>(items: readonly T[], index: number) => items[index % items.length] as T
  const row = (name: string, index: number) => {
    const tagCount = pick([0, 3, null, 12, 3, 1], index)
    return {
      registryId: 'one',
      name,
      source: pick(['catalog', 'configured', 'opened'] as const, index),
      tagsListedAt: tagCount === null ? null : new Date(listedAt.getTime() + pick([0, 1, 2], index)),
      tagCount,
      sizeBytes: tagCount === null ? null : pick([0, null, 9, 10, 2 ** 40, 10, 11], index),
      lastPushedAt: tagCount ? pick([null, ...dates], index) : null,
      lastPulledAt: pick([null, null, ...dates], index),
      firstSeenAt: new Date(listedAt.getTime() + pick([0, 5, 5, 9, 1], index)),
    }
  }
  const namespaces = ['team/', 'team/data/', 'base_x/', '', 'te%m/'.replace('%', 'a')]
  await world.store.db
    .insert(repositories)
    .values([
      ...Array.from({ length: repositoryCount }, (_, i) => row(`${pick(namespaces, i)}app-${i}`, i)),
      { ...row('team/missing', 1), source: 'catalog' as const, missingSince: new Date() },
      { ...row('team/elsewhere', 1), registryId: 'two' },
      { ...row('silent', 1), registryId: 'silent', lastPulledAt: null },
    ])
}, 60_000)
afterAll(() => world?.close(), 60_000)

const read = (query: Partial<RepositoryQuery> = {}, registry = 'one') =>
  readRepositoryPage(world.placeOf({}).runtime, registry, {
    limit: 1000,
    sort: 'name',
    order: 'asc',
    empty: 'true',
    ...query,
  })
const namesOf = (rows: readonly RepositoryRow[]) => rows.map((row) => row.name)

async function readPaged(query: Partial<RepositoryQuery>): Promise<string[]> {
  const names: string[] = []
  let cursor: string | null | undefined
  do {
    const page = await read({ ...query, limit: 5, ...(cursor ? { cursor } : {}) })
    names.push(...namesOf(page.rows))
    cursor = page.nextCursor
  } while (cursor && names.length < 10 * repositoryCount)
  return names
}

const timeOf = (text: string | null) => (text === null ? null : new Date(text).getTime())
const sizeOf = (row: RepositoryRow) => (row.size_bytes === null ? null : Number(row.size_bytes))
const sortValue: Record<RepositoryQuery['sort'], (row: RepositoryRow) => string | number | null> = {
  name: (row) => row.name,
  tagCount: (row) => row.tag_count,
  size: sizeOf,
  lastPushedAt: (row) => timeOf(row.last_pushed_at),
  lastPulledAt: (row) => timeOf(row.last_pulled_at),
  firstSeenAt: (row) => timeOf(row.first_seen_at),
  asOf: (row) => timeOf(row.tags_listed_at),
  source: (row) => row.source,
}

function sorted(rows: readonly RepositoryRow[], sort: RepositoryQuery['sort'], order: 'asc' | 'desc') {
  const sign = order === 'asc' ? 1 : -1
  return rows
    .toSorted((a, b) => {
      const [x, y] = [sortValue[sort](a), sortValue[sort](b)]
      if (x !== y) return x === null ? 1 : y === null ? -1 : x < y ? -sign : sign
      return a.name < b.name ? -1 : 1
    })
    .map((row) => row.name)
}

const orders = ['asc', 'desc'] as const

test.each(repositorySorts.flatMap((sort) => orders.map((order) => [sort, order] as const)))(
  'pages by %s, %s, fit together to the whole list in its order, unknown last',
  async (sort, order) => {
    const all = (await read()).rows
    expect(all.length).toBe(repositoryCount)
    expect(await readPaged({ sort, order })).toEqual(sorted(all, sort, order))
  },
)

/** What each filter means, said once more in JavaScript: null where nobody can tell. */
const known = <T>(value: T | null, isTrue: (value: T) => boolean) => (value === null ? null : isTrue(value))
const pushed = (row: RepositoryRow) => timeOf(row.last_pushed_at)
const cases: readonly (readonly [
  string,
  Partial<RepositoryQuery>,
  (row: RepositoryRow) => boolean | null,
])[] = [
  ['text', { q: 'TEAM/' }, (row) => row.name.includes('team/')],
  ['text that would be a pattern', { q: 'base_x' }, (row) => row.name.includes('base_x')],
  ['glob', { q: 'team/*-?', match: 'glob' }, (row) => /^team\/.*-.$/.test(row.name)],
  ['regex', { q: '^(team/data|app)', match: 'regex' }, (row) => /^(team\/data|app)/.test(row.name)],
  ['namespace', { namespace: 'team' }, (row) => row.name.startsWith('team/')],
  ['age', { olderThan: { at: dates[1] } }, (row) => known(pushed(row), (at) => at < dates[1].getTime())],
  ['newer', { newerThan: { at: dates[1] } }, (row) => known(pushed(row), (at) => at >= dates[1].getTime())],
  ['least size', { minSize: 10 }, (row) => known(sizeOf(row), (size) => size >= 10)],
  ['sizes', { minSize: 9, maxSize: 10 }, (row) => known(sizeOf(row), (size) => size === 9 || size === 10)],
  ['tags', { minTags: 1, maxTags: 3 }, (row) => known(row.tag_count, (count) => count >= 1 && count <= 3)],
  ['never pulled', { neverPulled: true }, (row) => row.last_pulled_at === null],
  ['pulled', { neverPulled: false }, (row) => row.last_pulled_at !== null],
  [
    'several',
    { q: 'app', minSize: 9, maxTags: 3 },
    (row) =>
      sizeOf(row) === null || row.tag_count === null
        ? row.tag_count !== null && row.tag_count > 3
          ? false
          : sizeOf(row) !== null && Number(sizeOf(row)) < 9
            ? false
            : null
        : Number(sizeOf(row)) >= 9 && row.tag_count <= 3,
  ],
]

describe('a filter', () => {
  test.each(cases)(
    'by %s shows what matches, page by page, leaves out what is not known, and counts that',
    async (_, filter, verdict) => {
      const all = (await read()).rows
      const page = await read(filter)
      const expected = namesOf(all.filter((row) => verdict(row) === true))
      expect(expected.length).toBeGreaterThan(0)
      expect(expected.length).toBeLessThan(all.length)
      expect(namesOf(page.rows)).toEqual(expected)
      expect([page.total, page.unknownCount]).toEqual([
        expected.length,
        all.filter((row) => verdict(row) === null).length,
      ])
      for (const order of orders)
        expect(await readPaged({ ...filter, sort: 'size', order })).toEqual(sorted(page.rows, 'size', order))
    },
  )

  test('by pulls leaves everything out where the registry was never heard to tell of one', async () => {
    for (const neverPulled of [true, false]) {
      const page = await read({ neverPulled }, 'silent')
      expect([page.total, page.unknownCount, page.tellsPulls]).toEqual([0, 1, false])
    }
    expect((await read()).tellsPulls).toBe(true)
  })

  test('that is no pattern says so, at the field', async () => {
    const error = await read({ q: '(', match: 'regex' }).catch((e: unknown) => e)
    expect(isApiError(error) && [error.code, error.issues?.[0]?.path]).toEqual(['invalid_request', 'query.q'])
  })
})

describe('repositories without a tag', () => {
  const isEmpty = (row: RepositoryRow) => row.tag_count === 0 && row.tags_listed_at !== null

  test('are folded away and counted, shown as well, or shown alone', async () => {
    const all = (await read()).rows
    const empties = namesOf(all.filter(isEmpty))
    expect(empties.length).toBeGreaterThan(0)
    const folded = await read({ empty: undefined })
    expect(namesOf(folded.rows)).toEqual(namesOf(all.filter((row) => !isEmpty(row))))
    expect([folded.total, folded.emptyCount]).toEqual([all.length - empties.length, empties.length])
    const alone = await read({ empty: 'only' })
    expect([namesOf(alone.rows), alone.total, alone.emptyCount]).toEqual([empties, empties.length, 0])
  })

  test('are counted as far as they match the filter', async () => {
    const all = (await read()).rows
    const page = await read({ empty: undefined, q: 'team/' })
    expect(page.emptyCount).toBe(all.filter((row) => isEmpty(row) && row.name.includes('team/')).length)
    expect(page.emptyCount).toBeGreaterThan(0)
  })
})
