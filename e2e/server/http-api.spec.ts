import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { Manifest } from '#lib/api/manifests.ts'
import type { Problem } from '#lib/api/problem.ts'
import type { listRegistries } from '#lib/api/registries.ts'
import { buildArtifact, buildImage, buildMultiArch } from '../lab/images.ts'
import { administrator, signIn, until } from '../lab/portolan.ts'
import { push, pushTags } from '../lab/push.ts'
import { startWorld, type Tags, tagsPath, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
}, 180_000)

afterAll(() => world?.stop())

describe('who may ask', () => {
  test('without a session every path answers 401, with a problem', async () => {
    for (const path of ['/registries', '/registries/nowhere', '/openapi.json', '/audit', '/nothing-at-all']) {
      const response = await fetch(`${world.portolan.url}/api/v1${path}`)
      expect([path, response.status]).toEqual([path, 401])
      expect(((await response.json()) as Problem).code).toBe('unauthenticated')
    }
  })

  test('a wrong password opens nothing', async () => {
    const { api } = await signIn(world.portolan.url, { ...administrator, password: 'not it' })
    expect((await api('/registries')).status).toBe(401)
  })

  test('a change that comes from another site is refused', async () => {
    const problem = await world.problemOf('/registries/open/refresh', {
      method: 'POST',
      headers: { origin: 'https://attacker.example', 'content-type': 'application/json' },
      body: '{}',
    })
    expect(problem).toMatchObject({ status: 403, code: 'cross_origin' })
  })
})

describe('registries', () => {
  test('each tells its own state, and one in trouble breaks no other', async () => {
    const list = await until(
      () => world.admin.json<ResponseOf<typeof listRegistries>>('/registries'),
      ({ items, freshness }) =>
        freshness.state === 'fresh' && items.every((r) => r.status.state !== 'unknown'),
    )
    const states = Object.fromEntries(list.items.map((r) => [r.id, r.status.state]))
    expect(states).toEqual({
      open: 'online',
      locked: 'online',
      token: 'online',
      wrong: 'unauthorized',
      kept: 'online',
      readonly: 'online',
      embedded: 'online',
      greedy: 'online',
      html: 'error',
      down: 'unreachable',
    })
    expect(JSON.stringify(list)).not.toContain('s3cret')
  })

  test('a failing credential of ours is never taken for the caller’s own session', async () => {
    const list = await world.admin.json<{ freshness: { state: string; problem: { code: string } } }>(
      '/registries/wrong/repositories',
    )
    expect(list.freshness).toMatchObject({ state: 'unreachable', problem: { code: 'registry_unauthorized' } })
    expect(await world.problemOf(tagsPath('wrong', 'team/app'))).toMatchObject({
      status: 502,
      code: 'registry_unauthorized',
    })
  })

  test('an unknown registry, repository and tag are 404, and a name that is none too', async () => {
    expect((await world.admin.api('/registries/nowhere')).status).toBe(404)
    expect((await world.admin.api(tagsPath('open', 'no/such'))).status).toBe(404)
    expect((await world.admin.api('/registries/open/repositories/no~such/manifests/latest')).status).toBe(404)
    for (const name of ['..%2f..', '%2e%2e', 'Upper~Case', 'a%00b']) {
      expect([name, (await world.admin.api(`/registries/open/repositories/${name}/tags`)).status]).toEqual([
        name,
        404,
      ])
    }
  })
})

describe('lists', () => {
  test('the first page of 1,000 tags costs one list and what its rows need, and a reload at most one request', async () => {
    await pushTags(world.registries.open, 'big/thousand', 1000)
    world.proxy.clearRequests()
    const first = await world.admin.json<Tags>(tagsPath('open', 'big/thousand', '?limit=50'))
    expect(first.total).toBe(1000)
    expect(first.items.map((t) => t.name).slice(0, 3)).toEqual(['1.9.99', '1.9.98', '1.9.97'])
    const page = await world.readTags('open', 'big/thousand', '?limit=50')
    for (const tag of page.items) {
      expect(tag).toMatchObject({ kind: 'image', createdSource: 'config' })
      expect(tag.size).toBeGreaterThan(0)
      expect(tag.platforms).toEqual([{ os: 'linux', architecture: 'amd64', variant: null, osVersion: null }])
    }
    expect(world.proxy.count({ path: /big\/thousand/ })).toBeLessThanOrEqual(1 + 50 * 2)
    world.proxy.clearRequests()
    await world.readTags('open', 'big/thousand', '?limit=50')
    expect(world.proxy.count({})).toBeLessThanOrEqual(1)
  })

  test('a sort by date goes over the whole repository, and its pages fit together', async () => {
    await pushTags(world.registries.open, 'sort/dates', 120, { images: 40 })
    const names: string[] = []
    const dates: (string | null)[] = []
    await world.readTags('open', 'sort/dates', '?sort=createdAt&order=asc&limit=1')
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Tags = await world.admin.json<Tags>(
        tagsPath(
          'open',
          'sort/dates',
          `?sort=createdAt&order=asc&limit=50${cursor ? `&cursor=${cursor}` : ''}`,
        ),
      )
      names.push(...page.items.map((t) => t.name))
      dates.push(...page.items.map((t) => t.createdAt))
      cursor = page.nextCursor
    }
    expect(new Set(names).size).toBe(120)
    expect(dates).toEqual([...dates].sort())
    const [tag] = (await world.admin.json<Tags>(tagsPath('open', 'sort/dates', '?limit=1'))).items
    expect(tag).toMatchObject({ siblings: 2, siblingsComplete: true })
  })

  test('a tag without a manifest shows as broken and the others are whole', async () => {
    await push(world.registries.open, 'odd/broken', buildImage(), ['good', 'bad'])
    await push(world.registries.open, 'odd/broken', buildImage({ created: null }), 'undated')
    world.proxy.addFault({
      fault: { kind: 'answer', status: 404, body: { errors: [{ code: 'MANIFEST_UNKNOWN' }] } },
      when: (r) => r.path.endsWith('/manifests/bad'),
    })
    const { items } = await world.readTags('open', 'odd/broken')
    world.proxy.heal()
    expect(Object.fromEntries(items.map((t) => [t.name, t.kind]))).toEqual({
      good: 'image',
      bad: 'broken',
      undated: 'image',
    })
    expect(items.find((t) => t.name === 'undated')?.createdAt).toBeNull()
  })

  test('what was known is still shown when the registry goes down', async () => {
    await push(world.registries.open, 'odd/outage', buildImage(), 'v1')
    await world.readTags('open', 'odd/outage')
    await world.proxy.goDown()
    try {
      const page = await until(
        () => world.admin.json<Tags>(tagsPath('open', 'odd/outage')),
        ({ freshness }) => freshness.state === 'unreachable',
      )
      expect(page.items.map((t) => t.name)).toEqual(['v1'])
      expect(page.freshness.problem?.code).toBe('registry_unreachable')
    } finally {
      await world.proxy.comeUp()
    }
  })
})

describe('manifests', () => {
  test('an index is explained: platforms, sizes over all children, attestations with their subject', async () => {
    const index = await push(world.registries.open, 'team/multi', buildMultiArch(), '1.0')
    await push(
      world.registries.open,
      'team/multi',
      buildArtifact({ artifactType: 'application/spdx+json', subject: index }),
    )
    const manifest = await world.admin.json<Manifest>(
      '/registries/open/repositories/team~multi/manifests/1.0',
    )
    expect(manifest.digest).toBe(index.digest)
    expect(manifest.platforms.map((p) => `${p.os}/${p.architecture}`)).toEqual(['linux/amd64', 'linux/arm64'])
    expect(manifest.children).toHaveLength(2)
    for (const child of manifest.children) expect(child.attestations).toHaveLength(1)
    expect(manifest.pull.map((p) => p.byTag)).toContain('docker pull registry.example/team/multi:1.0')
    const blobs = new Map(
      [...index.children].flatMap((c) => c.blobs.map((b) => [b.digest, b.bytes.length] as const)),
    )
    expect(manifest.size).toBe([...blobs.values()].reduce((a, b) => a + b, 0))
  })

  test('raw is the registry’s own bytes, and a blob comes as a download', async () => {
    const image = await push(world.registries.open, 'team/raw', buildImage(), 'v1')
    const raw = await world.admin.api('/registries/open/repositories/team~raw/manifests/v1/raw')
    expect(Buffer.from(await raw.arrayBuffer()).equals(image.bytes)).toBe(true)
    expect(raw.headers.get('docker-content-digest')).toBe(image.digest)
    const layer = image.blobs[1]
    const path = `/registries/open/repositories/team~raw/blobs/${layer?.digest}`
    const blob = await world.admin.api(path)
    expect(Buffer.from(await blob.arrayBuffer()).equals(layer?.bytes ?? Buffer.alloc(0))).toBe(true)
    expect(blob.headers.get('content-disposition')).toContain('attachment')
    const part = await world.admin.api(path, { headers: { range: 'bytes=2-5' } })
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 4])
  })

  test('a digest known from one repository opens no other', async () => {
    const image = await push(
      world.registries.open,
      'secret/one',
      buildImage({ labels: { only: 'here' } }),
      'v1',
    )
    await world.admin.json('/registries/open/repositories/secret~one/manifests/v1')
    await push(world.registries.open, 'secret/two', buildImage(), 'v1')
    expect(
      (await world.admin.api(`/registries/open/repositories/secret~two/manifests/${image.digest}`)).status,
    ).toBe(404)
  })
})

describe('registries that are added here', () => {
  test('an administrator adds, changes and removes one, and its password is never seen again', async () => {
    const body = JSON.stringify({
      id: 'added',
      name: 'Added',
      url: world.registries.locked.url,
      auth: { username: 'demo', password: 's3cret' },
    })
    const headers = { 'content-type': 'application/json' }
    await push(world.registries.locked, 'team/added', buildImage(), 'v1')
    const added = await world.admin.json('/registries', { method: 'POST', headers, body }, 201)
    expect(JSON.stringify(added)).not.toContain('s3cret')
    expect((await world.admin.api('/registries', { method: 'POST', headers, body })).status).toBe(409)
    expect((await world.readTags('added', 'team/added')).items).toHaveLength(1)
    const patch = JSON.stringify({ name: 'Renamed' })
    expect(
      await world.admin.json('/registries/added', { method: 'PATCH', headers, body: patch }),
    ).toMatchObject({
      name: 'Renamed',
    })
    expect(
      (await world.admin.api('/registries/open', { method: 'PATCH', headers, body: patch })).status,
    ).toBe(409)
    expect((await world.admin.api('/registries/added', { method: 'DELETE' })).status).toBe(204)
    expect((await world.admin.api('/registries/added')).status).toBe(404)
  })
})
