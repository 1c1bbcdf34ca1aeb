import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isApiError } from '../problem.ts'
import { manifests, tags } from '../store/schema.ts'
import { recordCapability } from './registry-state.ts'
import { readTagFacets } from './tag-counts.ts'
import type { TagFilters } from './tag-filters.ts'
import { readTagPage, type TagQuery, type TagRow } from './tag-page.ts'
import { dates, digestOf, openTagsUnderTest, type TagsUnderTest } from './tags-under-test.ts'

let world: TagsUnderTest
beforeAll(async () => {
  world = await openTagsUnderTest()
}, 60_000)
afterAll(() => world?.close(), 60_000)

const base = { limit: 1000, sort: 'name' as const, order: 'asc' as const, referrers: false }
const read = (query: Partial<TagQuery> = {}) => readTagPage(world.place, { ...base, ...query })
const namesOf = (rows: readonly TagRow[]) => rows.map((row) => row.name)

const isUnknown = (row: TagRow) => row.kind === null
const size = (row: TagRow) => (row.total_size === null ? null : Number(row.total_size))
const created = (row: TagRow) => (row.created_at === null ? null : new Date(row.created_at).getTime())

/** What each filter means, said once more in JavaScript: null where nobody can tell. */
const cases: readonly (readonly [string, TagFilters, (row: TagRow) => boolean | null])[] = [
  ['glob', { q: 'v?.*.1*', match: 'glob' }, (row) => /^v.\..*\.1.*$/.test(row.name)],
  ['glob of a whole name alone', { q: 'build', match: 'glob' }, (row) => row.name === 'build'],
  ['regular expression', { q: '^(v1|B_)', match: 'regex' }, (row) => /^(v1|B_)/.test(row.name)],
  ['range of versions', { q: '>=1.2 <3', match: 'version' }, (row) => /^(v1\.[23]|v2|2\.0$)/.test(row.name)],
  [
    'kind',
    { kind: ['index', 'broken'] },
    (row) => (isUnknown(row) ? null : ['index', 'broken'].includes(row.kind ?? '')),
  ],
  [
    'platform',
    { platform: ['linux/arm/v7', 'windows'] },
    (row) =>
      row.platforms === null ? null : row.platforms.some((p) => p.variant === 'v7' || p.os === 'windows'),
  ],
  [
    'architecture alone',
    { platform: ['arm'] },
    (row) => (row.platforms === null ? null : row.platforms.some((p) => p.architecture === 'arm')),
  ],
  [
    'older',
    { olderThan: { at: new Date('2020-01-01') } },
    (row) => {
      const at = created(row)
      return at === null ? null : at === dates[0].getTime()
    },
  ],
  [
    'newer',
    { newerThan: { at: dates[1] } },
    (row) => {
      const at = created(row)
      return at === null ? null : at >= dates[1].getTime()
    },
  ],
  [
    'older than a while',
    { olderThan: { agoMs: 365 * 86_400_000 } },
    (row) => (created(row) === null ? null : true),
  ],
  ['least size', { minSize: 10 }, (row) => (size(row) === null ? null : Number(size(row)) >= 10)],
  [
    'sizes between, both included',
    { minSize: 9, maxSize: 10 },
    (row) => (size(row) === null ? null : [9, 10].includes(Number(size(row)))),
  ],
  ['broken', { broken: true }, (row) => row.kind === 'broken'],
  ['not broken', { broken: false }, (row) => row.kind !== 'broken'],
]

/** Nobody looked yet, so that it may turn out to be broken. */
const isUnlooked = (row: TagRow) => row.kind === null && row.problem === null

describe('a filter', () => {
  test.each(cases)(
    'by %s shows what matches, leaves out what is not known, and counts that',
    async (name, filter, expected) => {
      const all = (await read()).rows
      const verdict = (row: TagRow) => (name.includes('broken') && isUnlooked(row) ? null : expected(row))
      const page = await read(filter)
      expect(namesOf(page.rows)).toEqual(namesOf(all.filter((row) => verdict(row) === true)))
      expect([page.total, page.unknownCount]).toEqual([
        page.rows.length,
        all.filter((row) => verdict(row) === null).length,
      ])
      expect(page.all).toBe(all.length)
      expect(page.rows.length > 0).toBe(name !== 'glob of a whole name alone')
    },
  )

  test.each([
    ['size', 'desc', { kind: ['image' as const, 'chart' as const] }],
    ['siblings', 'desc', { q: '.', platform: ['linux'] }],
    ['signed', 'asc', { minSize: 9 }],
    ['createdAt', 'asc', { q: '[05]$', match: 'regex' as const }],
  ] as const)('and a sort by %s, page by page, give each row once', async (sort, order, filter) => {
    const query: Partial<TagQuery> = {
      ...filter,
      kind: 'kind' in filter ? [...filter.kind] : undefined,
      sort,
      order,
    } as Partial<TagQuery>
    const whole = namesOf((await read(query)).rows)
    expect(whole.length).toBeGreaterThan(3)
    const paged: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await read({ ...query, limit: 2, ...(cursor ? { cursor } : {}) })
      paged.push(...namesOf(page.rows))
      cursor = page.nextCursor
    } while (cursor && paged.length < 200)
    expect(paged).toEqual(whole)
    expect(new Set(paged).size).toBe(paged.length)
  })

  test('that two things ask for takes both, and what fails one is not unknown for the other', async () => {
    const all = (await read()).rows
    const page = await read({ kind: ['image'], minSize: 10 })
    expect(namesOf(page.rows)).toEqual(
      namesOf(all.filter((row) => row.kind === 'image' && (size(row) ?? 0) >= 10)),
    )
    // A chart of unknown size is no image, whatever its size.
    const isOpen = (row: TagRow) => isUnknown(row) || (row.kind === 'image' && size(row) === null)
    expect(page.unknownCount).toBe(all.filter(isOpen).length)
  })

  test('that is no pattern says so, at the field', async () => {
    for (const bad of [
      { q: '(', match: 'regex' },
      { q: 'no range', match: 'version' },
    ] as const) {
      const error = await read(bad).catch((e: unknown) => e)
      expect(isApiError(error) && [error.code, error.issues?.[0]?.path]).toEqual([
        'invalid_request',
        'query.q',
      ])
    }
  })

  test('by pulls leaves everything out until the registry was heard to tell of one', async () => {
    const all = (await read()).rows
    const silent = await read({ neverPulled: true })
    expect([silent.rows.length, silent.unknownCount, silent.knowledge.tellsPulls]).toEqual([
      0,
      all.length,
      false,
    ])
    await world.tellOfPulls()
    const told = await read({ neverPulled: true })
    expect([told.unknownCount, told.knowledge.tellsPulls]).toEqual([0, true])
    expect(namesOf(told.rows)).toEqual(namesOf(all.filter((row) => row.pulled_at === null)))
    const pulled = await read({ neverPulled: false })
    expect(pulled.total + told.total).toBe(all.length)
  })
})

describe('signatures', () => {
  const isSigned = (row: TagRow) => world.signedDigests.includes(row.digest ?? '')

  test('are found as a tag of cosign and as a manifest about the digest, here and nowhere else', async () => {
    const all = (await read()).rows
    expect(all.some(isSigned)).toBe(true)
    const page = await read({ signed: true })
    expect(namesOf(page.rows)).toEqual(namesOf(all.filter(isSigned)))
    expect(page.rows.every((row) => row.signed === true)).toBe(true)
  })

  test('that nobody saw are none only where the registry keeps them in tags', async () => {
    const all = (await read()).rows
    const rest = all.filter((row) => !isSigned(row))
    for (const referrers of [null, true]) {
      if (referrers !== null) await recordCapability(world.place.runtime, 'one', { referrers })
      const page = await read({ signed: false })
      expect([page.total, page.unknownCount]).toEqual([0, rest.length])
      expect((await read()).rows.filter((row) => row.signed === false)).toEqual([])
    }
    await recordCapability(world.place.runtime, 'one', { referrers: false })
    const page = await read({ signed: false })
    expect(namesOf(page.rows)).toEqual(namesOf(rest.filter((row) => row.digest !== null)))
    expect(page.unknownCount).toBe(rest.filter((row) => row.digest === null).length)
  })
})

describe('grouped by digest', () => {
  const key = (row: TagRow) => row.digest ?? row.name

  test.each(['version', 'name', 'size', 'siblings', 'firstSeenAt'] as const)(
    'there is one row for each digest with all of its tags, page by page, sorted by %s',
    async (sort) => {
      const all = (await read({ sort: 'version', order: 'desc' })).rows
      const keys = [...new Set(all.map(key))]
      const whole = await read({ group: 'digest', sort, order: 'desc' })
      expect(whole.rows.map(key).toSorted()).toEqual(keys.toSorted())
      expect(whole.total).toBe(keys.length)
      for (const row of whole.rows) {
        const names = namesOf(all.filter((tag) => key(tag) === key(row)))
        expect([row.group_names, Number(row.group_count), row.name]).toEqual([names, names.length, names[0]])
      }
      const paged: TagRow[] = []
      let cursor: string | null | undefined
      do {
        const page = await read({
          group: 'digest',
          sort,
          order: 'desc',
          limit: 3,
          ...(cursor ? { cursor } : {}),
        })
        paged.push(...page.rows)
        cursor = page.nextCursor
      } while (cursor && paged.length < 200)
      expect(paged).toEqual(whole.rows)
    },
  )

  test('a filter decides which digests are shown, and each still says all of its tags', async () => {
    const all = (await read({ sort: 'version', order: 'desc' })).rows
    const page = await read({ group: 'digest', q: 'v1.' })
    expect(page.rows.length).toBeGreaterThan(0)
    for (const row of page.rows) {
      expect(row.name).toMatch(/v1\./)
      expect(row.group_names).toEqual(namesOf(all.filter((tag) => key(tag) === key(row))))
    }
    expect(page.total).toBe(page.rows.length)
  })
})

test('facets count every kind and platform once a tag', async () => {
  const all = (await read()).rows
  const { kinds, platforms } = await readTagFacets(world.place, false)
  expect(kinds.reduce((sum, { count }) => sum + count, 0)).toBe(all.filter((row) => !isUnknown(row)).length)
  expect(platforms.find(({ value }) => value === 'linux/amd64')?.count).toBe(
    all.filter((row) => row.platforms?.some((p) => p.os === 'linux' && p.architecture === 'amd64')).length,
  )
})

describe('what is known of a digest reaches its tags', () => {
  const digest = digestOf('learnt later')
  const insert = () =>
    world.store.db.insert(manifests).values({
      digest,
      mediaType: 'application/late',
      sizeBytes: 2,
      bytes: Buffer.from('{}'),
      kind: 'index',
      isComplete: false,
    })
  const tagOf = async (name: string) =>
    (await world.store.db.select().from(tags).where(eq(tags.name, name)))[0]
  const place = { registryId: 'three', repository: 'late', versionKey: '' }

  test('whether the pointer or the fact came first, and when it is known better', async () => {
    const { db } = world.store
    await db.insert(tags).values({ ...place, name: 'before', digest })
    expect(await tagOf('before')).toMatchObject({ kind: null, mediaType: null, totalSize: null })
    await insert()
    expect(await tagOf('before')).toMatchObject({
      kind: 'index',
      mediaType: 'application/late',
      totalSize: null,
    })
    await db.insert(tags).values({ ...place, name: 'after', digest })
    await db
      .update(manifests)
      .set({ totalSize: 5, createdAt: dates[1], platforms: [] })
      .where(eq(manifests.digest, digest))
    for (const name of ['before', 'after'])
      expect(await tagOf(name)).toMatchObject({
        kind: 'index',
        totalSize: 5,
        createdAt: dates[1],
        platforms: [],
      })
  })

  test('and leaves them when they point elsewhere', async () => {
    const { db } = world.store
    await db
      .update(tags)
      .set({ digest: digestOf('nobody knows') })
      .where(eq(tags.name, 'before'))
    expect(await tagOf('before')).toMatchObject({
      kind: null,
      mediaType: null,
      totalSize: null,
      platforms: null,
    })
    await db.update(tags).set({ digest: null }).where(eq(tags.name, 'after'))
    expect(await tagOf('after')).toMatchObject({ kind: null, createdAt: null })
  })
})
