import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { getOverview, listGrowth, listSnapshots } from '#lib/api/overview.ts'
import { startDockerRegistry } from '../lab/docker-registry.ts'
import { findDownAddress } from '../lab/free-port.ts'
import { buildImage } from '../lab/images.ts'
import { type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { startProxy } from '../lab/proxy.ts'
import { push } from '../lab/push.ts'
import { ask } from './database.ts'

type Overview = ResponseOf<typeof getOverview>
type Snapshots = ResponseOf<typeof listSnapshots>

let world: Awaited<ReturnType<typeof startWorld>>
let admin: SignedIn

beforeAll(async () => {
  world = await startWorld()
}, 180_000)
afterAll(() => world?.stop())

async function startWorld() {
  const [good, behind] = await Promise.all([startDockerRegistry(), startDockerRegistry()])
  await push(good, 'team/api', buildImage({ created: '2026-10-01T00:00:00Z' }), ['1.0', 'latest'])
  await push(good, 'team/web', buildImage({ created: '2026-10-02T00:00:00Z' }), ['2.0'])
  for (const name of ['open/app', 'closed/app'])
    await push(behind, name, buildImage({ labels: { name } }), ['1'])
  /** One repository of it is refused, the others are fine. */
  const picky = await startProxy(behind.url)
  picky.addFault({
    when: ({ path }) => path.startsWith('/v2/closed/app/'),
    fault: {
      kind: 'answer',
      status: 403,
      body: { errors: [{ code: 'DENIED', message: 'requested access to the resource is denied' }] },
    },
  })
  const portolan = await startPortolan({
    registries: [
      { id: 'good', name: 'Good', url: good.url },
      { id: 'picky', name: 'Picky', url: picky.url },
      { id: 'down', name: 'Down', url: await findDownAddress() },
    ],
  })
  return {
    portolan,
    picky,
    stop: async () => {
      await portolan.stop()
      await Promise.all([good, behind, picky].map((one) => one.stop()))
    },
  }
}

const readOverview = () => admin.json<Overview>('/overview')
const refresh = (registry: string, body: object = {}) =>
  admin.json(
    `/registries/${registry}/refresh`,
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    202,
  )

test('the status of each registry is asked from the start, although nobody has signed in yet', async () => {
  const checks = await until(
    () =>
      ask<{ registry_id: string; state: string; latency_ms: number | null }>(
        world.portolan.dataDir,
        'SELECT DISTINCT ON (registry_id) registry_id, state, latency_ms FROM status_checks ORDER BY registry_id, at',
      ),
    (rows) => rows.length === 3,
  )
  expect(checks).toEqual([
    { registry_id: 'down', state: 'unreachable', latency_ms: null },
    { registry_id: 'good', state: 'online', latency_ms: expect.any(Number) },
    { registry_id: 'picky', state: 'online', latency_ms: expect.any(Number) },
  ])
})

describe('for who has signed in', () => {
  beforeAll(async () => {
    admin = await signIn(world.portolan.url)
  })

  test('latency is known of what answered, and for the rest it is unknown and not zero', async () => {
    const { latency } = await readOverview()
    expect(latency.map(({ registry, p50Ms, failed }) => [registry, p50Ms !== null, failed > 0])).toEqual([
      ['good', true, false],
      ['picky', true, false],
      ['down', false, true],
    ])
  })

  test('each registry tells its own failures with their reason, and one in order tells none', async () => {
    await refresh('picky', { repository: 'open/app' })
    await refresh('picky', { repository: 'closed/app' })
    await admin.api('/registries/picky/repositories')
    const { failures } = await until(readOverview, (answer) =>
      answer.failures.some(({ registry, repositoryCount }) => registry === 'picky' && repositoryCount > 0),
    )
    expect(failures.map(({ registry }) => registry)).toEqual(['picky', 'down'])
    expect(failures[0]).toMatchObject({
      repositoryCount: 1,
      repositories: [
        { repository: 'closed/app', problem: { code: 'registry_denied' }, failedAt: expect.any(String) },
      ],
    })
    expect(failures[1]).toMatchObject({
      problem: { code: 'registry_unreachable', since: expect.any(String) },
      repositories: [],
    })
  })

  test('a repository that can be read again is no failure any more once it was tried again', async () => {
    world.picky.heal()
    await refresh('picky', { repository: 'closed/app' })
    const { failures } = await until(readOverview, (answer) =>
      answer.failures.every(({ registry }) => registry !== 'picky'),
    )
    expect(failures.map(({ registry }) => registry)).toEqual(['down'])
  })

  test('a walk leaves the figures of the day; days before it are gaps; a registry that is down leaves none', async () => {
    await refresh('good')
    const { items, firstDay } = await until(
      () => admin.json<Snapshots>('/registries/good/snapshots?days=30'),
      (answer) => answer.items.at(-1)?.tags === 3 && answer.items.at(-1)?.bytes !== null,
      60_000,
    )
    expect(items).toHaveLength(30)
    expect(items.at(-1)).toMatchObject({ repositories: 2, tags: 3, bytes: expect.any(Number) })
    expect(firstDay).toBe(items.at(-1)?.day)
    expect(items.slice(0, -1).every(({ tags, takenAt }) => tags === null && takenAt === null)).toBe(true)
    const down = await admin.json<Snapshots>('/registries/down/snapshots')
    expect(down.firstDay).toBeNull()
    const growth = await admin.json<ResponseOf<typeof listGrowth>>('/snapshots?days=7')
    expect(growth.days).toHaveLength(7)
    expect(growth.series.map(({ registry }) => registry)).not.toContain('down')
    expect(growth.series.find(({ registry }) => registry === 'good')?.tags).toEqual([
      ...Array(6).fill(null),
      3,
    ])
  })

  test('what was pushed last is listed with its place, digest and how its time is known', async () => {
    const { recentPushes } = await until(readOverview, (answer) => answer.recentPushes.length >= 2)
    const web = recentPushes.find(({ repository }) => repository === 'team/web')
    expect(web).toMatchObject({ registry: 'good', tag: '2.0', digest: expect.stringMatching(/^sha256:/) })
    expect(['told', 'noticed', 'built']).toContain(web?.basis)
  })

  test('days are bounded, and an unknown registry is 404', async () => {
    for (const days of ['0', '732', '-1', '1.5', 'x'])
      expect([days, (await admin.api(`/registries/good/snapshots?days=${days}`)).status]).toEqual([days, 400])
    expect((await admin.json<Snapshots>('/registries/good/snapshots?days=731')).items).toHaveLength(731)
    expect((await admin.api('/registries/nowhere/snapshots')).status).toBe(404)
  })
})
