import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tagSorts } from '#lib/api/tags.ts'
import { versionKey } from '#lib/engines/versions/version-key.ts'
import type { Place } from './place.ts'
import { readTagPage, type TagQuery, type TagRow } from './tag-page.ts'
import { digestOf, openTagsUnderTest, type TagsUnderTest, tagCount } from './tags-under-test.ts'

type Sort = TagQuery['sort']

let world: TagsUnderTest
let place: Place
beforeAll(async () => {
  world = await openTagsUnderTest()
  place = world.place
}, 60_000)
afterAll(() => world?.close(), 60_000)

const query = { limit: 1000, sort: 'name' as const, order: 'asc' as const, referrers: false }

async function readAll(sort: Sort, order: 'asc' | 'desc', limit: number): Promise<TagRow[]> {
  const rows: TagRow[] = []
  let cursor: string | null | undefined
  do {
    const page = await readTagPage(place, { ...query, sort, order, limit, ...(cursor ? { cursor } : {}) })
    rows.push(...page.rows)
    cursor = page.nextCursor
  } while (cursor && rows.length < 10 * tagCount)
  return rows
}

/** What a row is sorted by; text compares by bytes, which is how JavaScript compares ASCII. */
const timeOf = (text: string | null) => (text === null ? null : new Date(text).getTime())

const sortValue: Record<Sort, (row: TagRow) => string | number | null> = {
  version: (row) => versionKey(row.name),
  name: (row) => row.name,
  digest: (row) => row.digest,
  siblings: (row) => (row.siblings === null ? null : Number(row.siblings)),
  platforms: (row) => row.platforms?.length ?? null,
  size: (row) => (row.total_size === null ? null : Number(row.total_size)),
  createdAt: (row) => timeOf(row.created_at),
  kind: (row) => row.kind,
  mediaType: (row) => row.media_type,
  artifactType: (row) => row.artifact_type,
  firstSeenAt: (row) => timeOf(row.first_seen_at),
  pushedAt: (row) => timeOf(row.pushed_at),
  pulledAt: (row) => timeOf(row.pulled_at),
  signed: (row) => (row.signed === null ? null : Number(row.signed)),
}

function sorted(rows: readonly TagRow[], sort: Sort, order: 'asc' | 'desc'): string[] {
  const value = sortValue[sort]
  const sign = order === 'asc' ? 1 : -1
  return [...rows]
    .sort((a, b) => {
      const [x, y] = [value(a), value(b)]
      if (x !== y) {
        if (x === null) return 1
        if (y === null) return -1
        return x < y ? -sign : sign
      }
      return a.name < b.name ? -1 : 1
    })
    .map((row) => row.name)
}

describe('a page of tags', () => {
  const cases = tagSorts.flatMap((sort) => (['asc', 'desc'] as const).map((order) => [sort, order] as const))

  test.each(cases)('pages by %s, %s, fit together to the whole list in its order', async (sort, order) => {
    const whole = (await readTagPage(place, query)).rows
    const expected = sorted(whole, sort, order)
    expect(expected.length).toBeGreaterThan(tagCount / 2)
    for (const limit of [1000, 7])
      expect((await readAll(sort, order, limit)).map((row) => row.name)).toEqual(expected)
  })

  test('holds neither what is gone, nor of other places, nor what only carries referrers', async () => {
    const page = await readTagPage(place, query)
    const names = page.rows.map((row) => row.name)
    for (const name of ['gone', 'elsewhere']) expect(names).not.toContain(name)
    expect(names.some((name) => name.startsWith('sha256-'))).toBe(false)
    expect(page).toMatchObject({
      total: names.length,
      all: names.length,
      referrerTagCount: 2,
      nextCursor: null,
    })
    const unfolded = await readTagPage(place, { ...query, referrers: true })
    expect(unfolded).toMatchObject({ total: names.length + 2, referrerTagCount: 0 })
  })

  test('counts as resolved what is known or failed, and as known only what can be counted on', async () => {
    const page = await readTagPage(place, query)
    const isBroken = (row: TagRow) => row.kind === 'broken'
    expect(page.resolved).toBe(page.rows.filter((row) => row.media_type !== null || row.problem).length)
    expect(page.known).toBe(page.rows.filter((row) => row.digest !== null || isBroken(row)).length)
    expect(page.rows.some((row) => row.problem && row.digest === null && !isBroken(row))).toBe(true)
  })

  test('siblings are counted over the whole repository, whatever the filter shows, and no further', async () => {
    const digest = digestOf('manifest 0')
    const { rows, total, all } = await readTagPage(place, { ...query, digest })
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every((row) => row.digest === digest)).toBe(true)
    // The tag that carries referrers is on it as well.
    for (const row of rows) expect(Number(row.siblings)).toBe(rows.length)
    expect([total, all > total]).toEqual([rows.length, true])
  })

  test('the filter takes what a person types as it is, in any case', async () => {
    const names = (await readTagPage(place, query)).rows.map((row) => row.name)
    for (const q of ['%', '_', 'b_', 'BUILD', '\\', '\0']) {
      const found = (await readTagPage(place, { ...query, q })).rows.map((row) => row.name)
      expect([q, found]).toEqual([q, names.filter((name) => name.toLowerCase().includes(q.toLowerCase()))])
    }
  })
})
