import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openEmbeddedPostgres } from '#lib/server/store/postgres/embedded-postgres.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { type Lie, startLyingRegistry } from '../lab/lying-registry.ts'
import { startProxy, tooManyRequests } from '../lab/proxy.ts'
import { writeTags } from '../lab/storage-layout.ts'
import { ask } from './database.ts'
import { project, scratch } from './places.ts'
import { SyncProcess } from './sync-process.ts'

const repositoryCount = 200
const tagsEach = 6
const isContent = ({ method, path }: { method: string; path: string }) =>
  method === 'GET' && /\/(manifests|blobs)\//.test(path)
let registry: DockerRegistry

beforeAll(async () => {
  registry = await startDockerRegistry()
  for (let i = 0; i < repositoryCount; i++)
    writeTags(registry.dir, `team/app-${i}`, tagsEach, { tagName: (k) => `${i}.${k}` })
}, 60_000)
afterAll(() => registry?.stop())

describe('one process', () => {
  test('a first walk reads each thing once, and a second one of an unchanged registry no manifest and no blob', async () => {
    await registry.clearLog()
    const app = new SyncProcess(join(scratch(), 'sync'), [{ id: 'one', url: registry.url, syncEvery: '10s' }])
    expect(await app.ended('one')).toMatchObject({ state: 'succeeded', repositoriesDone: repositoryCount })
    const first = (await registry.log()).filter((request) => /\/(tags|manifests|blobs)\//.test(request.path))
    expect(new Set(first.map(({ method, path }) => `${method} ${path}`)).size).toBe(first.length)
    expect(first.filter(isContent).length).toBe(repositoryCount * tagsEach * 2)
    await registry.clearLog()
    await app.until(() => app.walk('one')?.state === 'running')
    expect(await app.ended('one')).toMatchObject({ state: 'succeeded', repositoriesDone: repositoryCount })
    const second = await registry.log()
    await app.end()
    expect(second.filter(isContent)).toEqual([])
    expect(second.filter(({ method }) => method === 'HEAD').length).toBe(repositoryCount * tagsEach)
  }, 120_000)

  test('a registry that asks for fewer requests has the walk wait as long as it says, and say so', async () => {
    const proxy = await startProxy(registry.url)
    const dir = join(scratch(), 'sync')
    proxy.addFault({ fault: tooManyRequests(3), when: (r) => r.path.includes('/manifests/'), times: 1 })
    const app = new SyncProcess(dir, [{ id: 'one', url: proxy.url, syncEvery: '1h' }])
    const pauses = async () =>
      await ask<{ code: string }>(
        join(dir, 'data'),
        `SELECT problem ->> 'code' AS code FROM sync_walks WHERE paused_until > now()`,
      )
    await app.until(() => app.lines.includes('up'))
    await expect.poll(pauses, { timeout: 20_000 }).toEqual([{ code: 'registry_rate_limited' }])
    const ended = await app.ended('one')
    await app.end()
    await proxy.stop()
    expect(ended.state).toBe('succeeded')
    const refused = proxy.requests.find((request) => request.status === 429)?.at ?? 0
    const next = proxy.requests.filter((r) => r.at > refused + 250).map((r) => r.at - refused)
    expect(Math.min(...next)).toBeGreaterThanOrEqual(2_900)
  }, 60_000)

  test('the background keeps to its budget of requests per minute', async () => {
    const proxy = await startProxy(registry.url)
    const app = new SyncProcess(join(scratch(), 'sync'), [
      { id: 'one', url: proxy.url, syncEvery: '1h', requestsPerMinute: 600 },
    ])
    await app.until(() => app.walk('one'))
    const startedAt = Date.now()
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    await app.kill()
    const sent = proxy.requests.filter((request) => request.at >= startedAt).length
    await proxy.stop()
    // Ten a second, and what one second may hold in store.
    expect(sent).toBeGreaterThan(20)
    expect(sent).toBeLessThanOrEqual(65)
  }, 60_000)
})

describe('two replicas on one PostgreSQL', () => {
  let server: Awaited<ReturnType<typeof openEmbeddedPostgres>>
  beforeAll(async () => {
    const silent = { info: () => undefined, warn: () => undefined }
    const onLost = (error: Error) => {
      throw error
    }
    server = await openEmbeddedPostgres({
      dataDir: join(scratch(), 'server'),
      cwd: project,
      log: silent,
      onLost,
    })
  }, 60_000)
  afterAll(() => server?.close())

  test('share a walk, and nothing is asked twice', async () => {
    const { host, port, user, password } = server.connection()
    const client = new pg.Client(server.connection())
    await client.connect()
    await client.query('CREATE DATABASE shared')
    await client.end()
    const env = {
      DATABASE_URL: `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/shared`,
      PORTOLAN_SECRET: randomBytes(32).toString('hex'),
    }
    // So slow that the one that comes second finds something to do.
    const proxy = await startProxy(registry.url)
    proxy.addFault({ fault: { kind: 'delay', ms: 40 } })
    await registry.clearLog()
    const registries = [{ id: 'one', url: proxy.url, syncEvery: '1h' }]
    const replicas = [1, 2].map((n) => new SyncProcess(join(scratch(), `replica-${n}`), registries, env))
    const walks = await Promise.all(replicas.map((app) => app.ended('one')))
    const log = (await registry.log()).filter((request) => /\/(tags|manifests|blobs)\//.test(request.path))
    await Promise.all(replicas.map((app) => app.end()))
    await proxy.stop()
    for (const walk of walks) {
      expect(walk).toMatchObject({ state: 'succeeded', repositoriesDone: repositoryCount })
      // Each has done a part of it, and not only looked on.
      expect(walk.requests).toBeGreaterThan(repositoryCount)
    }
    const asked = log.map(({ method, path }) => `${method} ${path}`)
    expect(asked.filter((one, i) => asked.indexOf(one) !== i)).toEqual([])
    expect(asked.length).toBe(repositoryCount * (1 + tagsEach * 2))
  }, 120_000)
})

describe('a registry that lies costs bounded time and memory, and is in trouble alone', () => {
  const lies: [Lie, string, string][] = [
    ['wrong-digest', 'partial', 'digest_mismatch'],
    ['endless-catalog', 'failed', 'response_too_large'],
    ['loop', 'partial', 'invalid_registry_response'],
    ['nothing-new', 'partial', 'invalid_registry_response'],
    ['odd-names', 'succeeded', ''],
    ['endless-tags', 'partial', 'response_too_large'],
  ]
  test('all of them at once beside an honest one', async () => {
    const liars = await Promise.all(lies.map(async ([lie]) => ({ lie, ...(await startLyingRegistry(lie)) })))
    const dir = join(scratch(), 'sync')
    const app = new SyncProcess(dir, [
      ...liars.map(({ lie, url }) => ({ id: lie, url, syncEvery: '1h' })),
      { id: 'honest', url: registry.url, syncEvery: '1h' },
    ])
    const honest = await app.ended('honest', 180_000)
    const ends = await Promise.all(liars.map(({ lie }) => app.ended(lie, 180_000)))
    const problems = await ask<{ id: string; code: string }>(
      join(dir, 'data'),
      `SELECT w.registry_id AS id, coalesce(w.problem ->> 'code',
        (SELECT min(r.sync_problem ->> 'code') FROM repositories r WHERE r.registry_id = w.registry_id), '') AS code
       FROM sync_walks w WHERE w.registry_id <> 'honest'`,
    )
    const requests = liars.map(({ lie, requests: count }) => [lie, count()] as const)
    await app.end()
    await Promise.all(liars.map((liar) => liar.stop()))
    expect(honest).toMatchObject({ state: 'succeeded', repositoriesDone: repositoryCount })
    const codes = new Map(problems.map(({ id, code }) => [id, code]))
    expect(ends.map(({ registry: id, state }) => [id, state, codes.get(id)])).toEqual(lies)
    for (const [lie, count] of requests) expect([lie, count < 1_000]).toEqual([lie, true])
    const residentMb = Math.max(...ends.map((end) => end.residentMb), honest.residentMb)
    expect(residentMb).toBeLessThan(400)
    console.log({ residentMb, requests: Object.fromEntries(requests) })
  }, 240_000)
})
