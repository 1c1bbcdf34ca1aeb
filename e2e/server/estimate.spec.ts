import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDockerRegistry } from '../lab/docker-registry.ts'
import { buildImage } from '../lab/images.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { startProxy } from '../lab/proxy.ts'
import { push } from '../lab/push.ts'

let registry: Awaited<ReturnType<typeof startDockerRegistry>>
let proxy: Awaited<ReturnType<typeof startProxy>>
let portolan: Portolan
let admin: SignedIn

const shared = { 'etc/base': 'base'.repeat(2_000) }

beforeAll(async () => {
  registry = await startDockerRegistry()
  proxy = await startProxy(registry.url)
  const image = (n: number) => buildImage({ layers: [shared, { 'etc/own': `own ${n}`.repeat(500 * n) }] })
  await push(registry, 'sum/app', image(1), ['1.0', 'one'])
  await push(registry, 'sum/app', image(2), '2.0')
  await push(registry, 'sum/app', image(3), '3.0')
  await push(registry, 'sum/other', image(3), '3.0')
  portolan = await startPortolan({ registries: [{ id: 'sum', name: 'Sum', url: proxy.url }] })
  admin = await signIn(portolan.url)
})

afterAll(async () => {
  await portolan?.stop()
  await proxy?.stop()
  await registry?.stop()
})

const post = <T>(path: string, body: object, status: number) =>
  admin.json<T>(
    path,
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    status,
  )
const estimate = async (body: object) =>
  (await post<{ bytesFreed: number | null }>('/deletions/estimate', body, 200)).bytesFreed
const planned = async (body: object) =>
  (await post<{ effects: { bytesFreed: number | null } }>('/deletions', body, 201)).effects.bytesFreed
const tags = (...names: string[]) => ({
  items: names.map((tag) => ({ registry: 'sum', repository: 'sum/app', tag })),
})

test('the estimate of a selection is what its plan says that comes free, and asks no registry', async () => {
  await until(
    () => estimate(tags('2.0')),
    (bytes) => bytes !== null,
  )
  await until(
    () => admin.json<{ sync: { state: string } | null }>('/registries/sum'),
    ({ sync }) => sync?.state === 'idle',
  )
  proxy.clearRequests()
  const estimates = {
    oneOfTwo: await estimate(tags('1.0')),
    both: await estimate(tags('1.0', 'one')),
    alone: await estimate(tags('2.0')),
    elsewhere: await estimate(tags('3.0')),
    all: await estimate({ matching: { registry: 'sum', repository: 'sum/app' } }),
    allButOne: await estimate({ matching: { registry: 'sum', repository: 'sum/app', except: ['2.0'] } }),
  }
  expect(proxy.count({ path: /sum\/app/ })).toBe(0)
  // Another tag holds it, or another repository.
  expect(estimates.oneOfTwo).toBe(0)
  expect(estimates.elsewhere).toBe(0)
  expect(estimates.both).toBeGreaterThan(0)
  expect(estimates.all).toBe((estimates.both ?? 0) + (estimates.alone ?? 0))
  expect({
    oneOfTwo: await planned(tags('1.0')),
    both: await planned(tags('1.0', 'one')),
    alone: await planned(tags('2.0')),
    elsewhere: await planned(tags('3.0')),
    all: await planned({ matching: { registry: 'sum', repository: 'sum/app' } }),
    allButOne: await planned({ matching: { registry: 'sum', repository: 'sum/app', except: ['2.0'] } }),
  }).toEqual(estimates)
})

test('what is not there is 404, and nothing asked for is 400', async () => {
  const nowhere = { items: [{ registry: 'sum', repository: 'sum/nowhere', tag: 'x' }] }
  await post('/deletions/estimate', nowhere, 404)
  await post('/deletions/estimate', {}, 400)
})
