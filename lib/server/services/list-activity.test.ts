import { afterAll, beforeAll, expect, test } from 'vitest'
import { listActivity as endpoint } from '#lib/api/activity.ts'
import type { Context } from '../context.ts'
import { forgetEvents } from '../hooks/forget-events.ts'
import { keepNews } from '../hooks/keep-news.ts'
import { openWorldUnderTest, type WorldUnderTest } from '../index/store-under-test.ts'
import { events } from '../store/schema.ts'
import { listActivity } from './list-activity.ts'

let world: WorldUnderTest
let context: Context

const digest = `sha256:${'ab'.repeat(32)}`
const minute = (n: number) => new Date(Date.now() - 3_600_000 + n * 60_000)
const news = (n: number, more: object = {}) => ({
  key: `k${n}`,
  // Two each minute: the time alone does not tell them apart.
  at: minute(Math.floor(n / 2)),
  action: 'push' as const,
  repository: 'team/app',
  tag: `v${n}`,
  digest: null,
  actor: 'ci',
  userAgent: null,
  ...more,
})
const list = (query: object = {}) => listActivity(context, endpoint.query.parse(query))
const tagsOf = async (query: object) => (await list(query)).items.map(({ tag }) => tag)

beforeAll(async () => {
  world = await openWorldUnderTest()
  const { runtime } = world.placeOf({})
  const actor = { id: '1', username: 'ann', role: 'viewer' as const }
  context = { runtime, actor, requestId: 'r', signal: new AbortController().signal }
  await keepNews(
    runtime,
    'one',
    [0, 1, 2, 3, 4, 5].map((n) => news(n)),
  )
  await keepNews(runtime, 'two', [news(9, { action: 'pull', repository: 'web/site', actor: 'bob', digest })])
}, 60_000)
afterAll(() => world.close())

test('newest first, page by page, each once, also where two happened at the same time', async () => {
  const seen: (string | null)[] = []
  let cursor: string | undefined
  do {
    const page = await list({ limit: 2, ...(cursor ? { cursor } : {}) })
    seen.push(...page.items.map(({ tag }) => tag))
    cursor = page.nextCursor ?? undefined
    expect(page.total).toBe(7)
  } while (cursor)
  expect(seen).toEqual(['v5', 'v4', 'v3', 'v2', 'v1', 'v0'].toSpliced(0, 0, 'v9'))
  expect(await tagsOf({ order: 'asc', limit: 3 })).toEqual(['v0', 'v1', 'v2'])
})

test('it is found by registry, by what was done, by name, by who, by the beginning of a digest', async () => {
  expect(await tagsOf({ registry: 'two' })).toEqual(['v9'])
  expect(await tagsOf({ action: 'pull' })).toEqual(['v9'])
  expect(await tagsOf({ q: 'SITE' })).toEqual(['v9'])
  expect(await tagsOf({ q: 'bob' })).toEqual(['v9'])
  expect(await tagsOf({ q: 'abab' })).toEqual(['v9'])
  expect(await tagsOf({ q: digest })).toEqual(['v9'])
  expect(await tagsOf({ q: '%' })).toEqual([])
})

test('what was told twice is there once, and only what is new is followed', async () => {
  const again = await keepNews(context.runtime, 'one', [news(0), news(6), news(6)])
  expect(again.map(({ key }) => key)).toEqual(['k6'])
  expect(await tagsOf({ q: 'v0' })).toEqual(['v0'])
})

test('a cursor of another list is refused', async () => {
  await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_request' })
})

test('after ninety days it is forgotten', async () => {
  const at = new Date(Date.now() - 91 * 86_400_000)
  await world.store.db
    .insert(events)
    .values({ at, registryId: 'one', repository: 'old/app', action: 'push', source: 'sync' })
  expect((await list({ repository: 'old/app' })).total).toBe(1)
  await forgetEvents(context.runtime)
  expect((await list({ repository: 'old/app' })).total).toBe(0)
  expect((await list()).total).toBe(8)
})
