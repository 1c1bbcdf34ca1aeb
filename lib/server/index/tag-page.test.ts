import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tagSorts } from '#lib/api/tags.ts'
import { versionKey } from '#lib/engines/versions/version-key.ts'
import { manifests, tags } from '../store/schema.ts'
import type { Place } from './place.ts'
import { openWorldUnderTest, type WorldUnderTest } from './store-under-test.ts'
import { readTagPage, type TagRow } from './tag-page.ts'

const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`

/** The same in every run, so that a failure can be looked at. */
function randomFrom(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
}

const random = randomFrom(7)
const oneOf = <T>(items: readonly T[]): T => items[random(items.length)] as T
const platform = { os: 'linux', architecture: 'amd64', variant: null, osVersion: null }
const manifestCount = 12
const tagCount = 90

let world: WorldUnderTest
let place: Place
beforeAll(async () => {
  world = await openWorldUnderTest()
  place = world.placeOf({})
  await world.store.db.insert(manifests).values(
    Array.from({ length: manifestCount }, (_, i) => ({
      digest: digestOf(`manifest ${i}`),
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      sizeBytes: 2,
      bytes: Buffer.from('{}'),
      kind: oneOf(['image', 'index', 'chart'] as const),
      totalSize: oneOf([null, 0, 9, 10, 2 ** 40, Number.MAX_SAFE_INTEGER]),
      createdAt: oneOf([null, new Date('1999-12-31T23:59:59.999Z'), new Date('2024-03-31T01:30:00.001Z')]),
      platforms: oneOf([null, [], [platform], [platform, platform]]),
      isComplete: true,
    })),
  )
  const names = Array.from({ length: tagCount }, (_, i) =>
    oneOf([`v${random(4)}.${random(4)}.${i}`, `${i}.0`, `build-${i}`, `B_${i}%`, `x${i}-rc.1`]),
  )
  const row = (name: string, more: object = {}) => ({
    registryId: 'one',
    repository: 'team/app',
    name,
    versionKey: versionKey(name),
    ...more,
  })
  await world.store.db.insert(tags).values([
    ...[...new Set(names)].map((name) => {
      const i = random(manifestCount + 4)
      if (i === manifestCount) return row(name)
      if (i === manifestCount + 1)
        return row(name, { problem: { code: 'manifest_not_found', detail: 'It is broken.' } })
      if (i === manifestCount + 2)
        return row(name, { problem: { code: 'registry_error', detail: 'It failed.' } })
      // The pointer is known, and nothing of what is there.
      return row(name, { digest: digestOf(`manifest ${i}`) })
    }),
    row('gone', { digest: digestOf('manifest 0'), goneAt: new Date() }),
    row(`sha256-${'a'.repeat(64)}`, { digest: digestOf('manifest 0'), isReferrer: true }),
    { ...row('elsewhere', { digest: digestOf('manifest 0') }), repository: 'team/other' },
    { ...row('elsewhere', { digest: digestOf('manifest 0') }), registryId: 'two' },
  ])
}, 60_000)
afterAll(() => world?.close(), 60_000)

const query = { limit: 1000, sort: 'name', order: 'asc' as const, referrers: false }

async function readAll(sort: string, order: 'asc' | 'desc', limit: number): Promise<TagRow[]> {
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
const sortValue: Record<string, (row: TagRow) => string | number | null> = {
  version: (row) => versionKey(row.name),
  name: (row) => row.name,
  digest: (row) => row.digest,
  siblings: (row) => (row.siblings === null ? null : Number(row.siblings)),
  platforms: (row) => row.platforms?.length ?? null,
  size: (row) => (row.total_size === null ? null : Number(row.total_size)),
  createdAt: (row) => (row.created_at === null ? null : new Date(row.created_at).getTime()),
  kind: (row) => row.kind,
}

function sorted(rows: readonly TagRow[], sort: string, order: 'asc' | 'desc'): string[] {
  const value = sortValue[sort] ?? (() => null)
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
      referrerTagCount: 1,
      nextCursor: null,
    })
    const unfolded = await readTagPage(place, { ...query, referrers: true })
    expect(unfolded).toMatchObject({ total: names.length + 1, referrerTagCount: 0 })
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
