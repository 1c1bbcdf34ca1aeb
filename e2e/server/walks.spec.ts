import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { Registry } from '#lib/api/registries.ts'
import { type listRepositories, repositorySorts } from '#lib/api/repositories.ts'
import type { search } from '#lib/api/search.ts'
import type { getSync } from '#lib/api/sync.ts'
import { type listTags, tagSorts } from '#lib/api/tags.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { type Fault, type FaultyProxy, startProxy } from '../lab/proxy.ts'
import { writeTags } from '../lab/storage-layout.ts'
import { tagsPath } from './world.ts'

type Sync = ResponseOf<typeof getSync>
type Tags = ResponseOf<typeof listTags>
type Repositories = ResponseOf<typeof listRepositories>

const unavailable: Fault = { kind: 'answer', status: 503, body: { errors: [{ code: 'UNAVAILABLE' }] } }
/** A walk is a matter of seconds, and of many more on a machine that has other things to do. */
const patienceMs = 60_000
const smallCount = 60
const tagsInLarge = 250
const tagsInSmall = 3
let registry: DockerRegistry
let proxy: FaultyProxy
/** Another registry, of which one repository never answers. */
let second: DockerRegistry
let half: FaultyProxy
let portolan: Portolan
let admin: SignedIn

const readSync = () => admin.json<Sync>('/registries/one/sync')
const ended = (count: number) =>
  until(readSync, ({ walks }) => walks.filter((w) => w.finishedAt).length === count, patienceMs)
const refresh = () =>
  admin.json(
    '/registries/one/refresh',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
    202,
  )

beforeAll(async () => {
  registry = await startDockerRegistry()
  for (let i = 0; i < smallCount; i++) writeTags(registry.dir, `team/small-${i}`, tagsInSmall)
  writeTags(registry.dir, 'team/large', tagsInLarge)
  proxy = await startProxy(registry.url)
  // So slow that somebody can watch it, until that has been done.
  proxy.addFault({ fault: { kind: 'delay', ms: 400 }, when: ({ path }) => path.includes('/manifests/') })
  second = await startDockerRegistry()
  writeTags(second.dir, 'team/good', 2)
  writeTags(second.dir, 'team/mute', 2)
  half = await startProxy(second.url)
  half.addFault({ fault: unavailable, when: ({ path }) => path.includes('/team/mute/') })
  portolan = await startPortolan({
    registries: [
      { id: 'one', name: 'One', url: proxy.url, syncEvery: '1h' },
      { id: 'half', name: 'Half', url: half.url, syncEvery: '1h' },
    ],
  })
  admin = await signIn(portolan.url)
}, 180_000)

afterAll(async () => {
  await portolan?.stop()
  await Promise.all([proxy?.stop(), half?.stop(), registry?.stop(), second?.stop()])
})

test('a walk says how far it has come, in the registry and in its history, and open pages hear of it', async () => {
  const controller = new AbortController()
  const stream = await admin.api('/events', { signal: controller.signal })
  let heard = ''
  void (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of stream.body ?? []) heard += decoder.decode(chunk, { stream: true })
  })().catch(() => undefined)
  const seen: NonNullable<Sync['sync']>[] = []
  await until(
    readSync,
    ({ sync }) => {
      if (sync) seen.push(sync)
      const steps = new Set(seen.flatMap(({ state, requests }) => (state === 'running' ? [requests] : [])))
      if (steps.size >= 3) proxy.heal()
      return sync?.result === 'succeeded'
    },
    patienceMs,
  )
  const running = seen.filter(({ state }) => state === 'running')
  expect(running.length).toBeGreaterThan(2)
  for (const [i, one] of seen.entries()) {
    const before = seen[i - 1]
    if (before?.state !== 'running') continue
    expect(one.repositoriesDone).toBeGreaterThanOrEqual(before.repositoriesDone)
    expect(one.tagsDone).toBeGreaterThanOrEqual(before.tagsDone)
    expect(one.requests).toBeGreaterThanOrEqual(before.requests)
  }
  for (const { repositoriesDone, repositoriesTotal, finishedAt } of running) {
    expect(finishedAt).toBeNull()
    if (repositoriesTotal !== null) expect(repositoriesDone).toBeLessThanOrEqual(repositoriesTotal)
  }
  // Not only at the end.
  expect(running.some(({ manifestsRead }) => manifestsRead > 0)).toBe(true)
  const all = smallCount * tagsInSmall + tagsInLarge
  const { sync, walks, failures, failureCount } = await readSync()
  const done = { repositoriesDone: smallCount + 1, repositoriesTotal: smallCount + 1, tagsDone: all }
  expect(sync).toMatchObject({ ...done, state: 'idle', result: 'succeeded', problem: null })
  expect(Date.parse(sync?.nextAt ?? '') - Date.parse(sync?.startedAt ?? '')).toBe(3_600_000)
  expect(walks).toHaveLength(1)
  expect(walks[0]).toMatchObject({ ...done, state: 'succeeded', repositoriesFailed: 0 })
  expect({ failures, failureCount }).toEqual({ failures: [], failureCount: 0 })
  expect((await admin.json<Registry>('/registries/one')).sync).toEqual(sync)
  await expect.poll(() => heard).toContain('data: {"about":"registry","registry":"one"}')
  controller.abort()
}, 120_000)

test('after a walk any sort of any list, any page and any filter is answered without a request to the registry', async () => {
  await refresh()
  await ended(2)
  const walkedAt = Date.now()
  await registry.clearLog()
  const wholeOf = async <T extends { items: unknown[]; nextCursor: string | null; total: number | null }>(
    path: string,
  ) => {
    let count = 0
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: T = await admin.json<T>(`${path}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)
      count += page.items.length
      cursor = page.nextCursor
    }
    return count
  }
  for (const order of ['asc', 'desc']) {
    for (const sort of tagSorts) {
      const path = tagsPath('one', 'team/large', `?sort=${sort}&order=${order}&limit=100`)
      expect([sort, order, await wholeOf<Tags>(path)]).toEqual([sort, order, tagsInLarge])
    }
    for (const sort of repositorySorts) {
      const path = `/registries/one/repositories?sort=${sort}&order=${order}&limit=25`
      expect([sort, order, await wholeOf<Repositories>(path)]).toEqual([sort, order, smallCount + 1])
    }
  }
  for (const filter of ['q=1.1', 'match=regex&q=^1', 'kind=image', 'minSize=1', 'platform=linux/amd64'])
    await admin.json(tagsPath('one', 'team/large', `?${filter}`))
  await admin.json('/search?q=large')
  await admin.json('/registries/one/sizes')
  await admin.json('/overview')
  const asked = (await registry.log()).filter(({ path }) => path !== '/v2/')
  const isList = ({ path }: { path: string }) => /\/tags\/list$|\/_catalog$/.test(path)
  expect(asked.filter((request) => !isList(request))).toEqual([])
  // Names count as fresh for 30 s: a machine on which all of this takes longer asks for them again, and for nothing else.
  const rounds = Math.floor((Date.now() - walkedAt) / 30_000)
  expect(asked.length).toBeLessThanOrEqual(rounds * 2)
}, 120_000)

test('a walk that could not read everything says which repositories, and why', async () => {
  proxy.addFault({
    fault: unavailable,
    when: ({ path }) => path.includes('/team/small-7/'),
  })
  await refresh()
  const { sync, walks, failures, failureCount } = await ended(3)
  expect(sync).toMatchObject({ state: 'idle', result: 'partial', repositoriesTotal: smallCount + 1 })
  expect(walks[0]).toMatchObject({ state: 'partial', repositoriesFailed: 1 })
  expect(failureCount).toBe(1)
  expect(failures).toMatchObject([{ repository: 'team/small-7', problem: { code: 'registry_error' } }])
  // What is known of it is still shown.
  const { items } = await admin.json<Tags>(tagsPath('one', 'team/small-7'))
  expect(items).toHaveLength(tagsInSmall)
  proxy.heal()
}, 120_000)

test('of a repository that could never be read nothing is counted: it is not empty, and not of no size', async () => {
  await until(
    () => admin.json<Sync>('/registries/half/sync'),
    ({ sync }) => sync?.result === 'partial',
    patienceMs,
  )
  const { items } = await admin.json<Repositories>('/registries/half/repositories')
  expect(items).toMatchObject([
    { name: 'team/good', tagCount: 2, empty: false, size: expect.any(Number) },
    { name: 'team/mute', tagCount: null, empty: false, size: null, lastPushedAt: null },
  ])
  const found = await until(
    () => admin.json<ResponseOf<typeof search>>('/search?q=mute&type=repository'),
    ({ isCutShort }) => !isCutShort,
  )
  expect(found.items).toMatchObject([{ tagCount: null, size: null }])
  expect((await admin.json<Registry>('/registries/half')).counts).toMatchObject({
    repositories: 2,
    tags: null,
    tagsKnown: 2,
    bytes: null,
  })
}, 120_000)
