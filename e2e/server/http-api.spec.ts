import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { Manifest } from '#lib/api/manifests.ts'
import type { Problem } from '#lib/api/problem.ts'
import type { listRegistries } from '#lib/api/registries.ts'
import type { listTags, TagDeletion, TagDeletionPreview } from '#lib/api/tags.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { findDownAddress } from '../lab/free-port.ts'
import { buildArtifact, buildImage, buildMultiArch } from '../lab/images.ts'
import { administrator, type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { type FaultyProxy, htmlAnswer, startProxy } from '../lab/proxy.ts'
import { push, pushTags } from '../lab/push.ts'

type Tags = ResponseOf<typeof listTags>

let registries: { open: DockerRegistry; locked: DockerRegistry; token: DockerRegistry; kept: DockerRegistry }
let proxy: FaultyProxy
let html: FaultyProxy
let portolan: Portolan
let admin: SignedIn

beforeAll(async () => {
  const [open, locked, token, kept, down] = await Promise.all([
    startDockerRegistry(),
    startDockerRegistry({ mode: 'htpasswd' }),
    startDockerRegistry({ mode: 'token' }),
    startDockerRegistry({ mode: 'deletion-off' }),
    findDownAddress(),
  ])
  registries = { open, locked, token, kept }
  proxy = await startProxy(open.url)
  html = await startProxy(open.url)
  html.addFault({ fault: htmlAnswer })
  const auth = { username: 'demo', password: 's3cret' }
  portolan = await startPortolan({
    registries: [
      { id: 'open', name: 'Open', url: proxy.url, publicHost: 'registry.example' },
      { id: 'locked', name: 'Locked', url: locked.url, auth },
      { id: 'token', name: 'Token', url: token.url, auth },
      { id: 'wrong', name: 'Wrong password', url: locked.url, auth: { ...auth, password: 'guess' } },
      { id: 'kept', name: 'Deletion off', url: kept.url },
      { id: 'readonly', name: 'Read-only here', url: open.url, readOnly: true },
      { id: 'html', name: 'Not a registry', url: html.url },
      { id: 'down', name: 'Down', url: down },
    ],
  })
  admin = await signIn(portolan.url)
}, 180_000)

afterAll(async () => {
  await portolan?.stop()
  await Promise.all([proxy?.stop(), html?.stop(), ...Object.values(registries ?? {}).map((r) => r.stop())])
})

const tagsPath = (registry: string, repository: string, query = '') =>
  `/registries/${registry}/repositories/${repository.replaceAll('/', '~')}/tags${query}`
const isRead = (page: Tags) => page.freshness.state === 'fresh' && page.items.every((tag) => !tag.pending)
const readTags = (registry: string, repository: string, query = '') =>
  until(() => admin.json<Tags>(tagsPath(registry, repository, query)), isRead)
const problemOf = async (path: string, init?: RequestInit) => {
  const response = await admin.api(path, init)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  return (await response.json()) as Problem
}
const remove = (registry: string, repository: string, tag: string, digest?: string) =>
  admin.api(`${tagsPath(registry, repository)}/${tag}`, {
    method: 'DELETE',
    headers: digest ? { 'if-match': `"${digest}"` } : {},
  })

describe('who may ask', () => {
  test('without a session every path answers 401, with a problem', async () => {
    for (const path of ['/registries', '/registries/nowhere', '/openapi.json', '/audit', '/nothing-at-all']) {
      const response = await fetch(`${portolan.url}/api/v1${path}`)
      expect([path, response.status]).toEqual([path, 401])
      expect(((await response.json()) as Problem).code).toBe('unauthenticated')
    }
  })

  test('a wrong password opens nothing', async () => {
    const { api } = await signIn(portolan.url, { ...administrator, password: 'not it' })
    expect((await api('/registries')).status).toBe(401)
  })

  test('a change that comes from another site is refused', async () => {
    const problem = await problemOf('/registries/open/refresh', {
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
      () => admin.json<ResponseOf<typeof listRegistries>>('/registries'),
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
      html: 'error',
      down: 'unreachable',
    })
    expect(JSON.stringify(list)).not.toContain('s3cret')
  })

  test('a failing credential of ours is never taken for the caller’s own session', async () => {
    const list = await admin.json<{ freshness: { state: string; problem: { code: string } } }>(
      '/registries/wrong/repositories',
    )
    expect(list.freshness).toMatchObject({ state: 'unreachable', problem: { code: 'registry_unauthorized' } })
    expect(await problemOf(tagsPath('wrong', 'team/app'))).toMatchObject({
      status: 502,
      code: 'registry_unauthorized',
    })
  })

  test('an unknown registry, repository and tag are 404, and a name that is none too', async () => {
    expect((await admin.api('/registries/nowhere')).status).toBe(404)
    expect((await admin.api(tagsPath('open', 'no/such'))).status).toBe(404)
    expect((await admin.api('/registries/open/repositories/no~such/manifests/latest')).status).toBe(404)
    for (const name of ['..%2f..', '%2e%2e', 'Upper~Case', 'a%00b']) {
      expect([name, (await admin.api(`/registries/open/repositories/${name}/tags`)).status]).toEqual([
        name,
        404,
      ])
    }
  })
})

describe('lists', () => {
  test('the first page of 1,000 tags costs one list and what its rows need, and a reload at most one request', async () => {
    await pushTags(registries.open, 'big/thousand', 1000)
    proxy.clearRequests()
    const first = await admin.json<Tags>(tagsPath('open', 'big/thousand', '?limit=50'))
    expect(first.total).toBe(1000)
    expect(first.items.map((t) => t.name).slice(0, 3)).toEqual(['1.9.99', '1.9.98', '1.9.97'])
    const page = await readTags('open', 'big/thousand', '?limit=50')
    for (const tag of page.items) {
      expect(tag).toMatchObject({ kind: 'image', createdSource: 'config' })
      expect(tag.size).toBeGreaterThan(0)
      expect(tag.platforms).toEqual([{ os: 'linux', architecture: 'amd64', variant: null, osVersion: null }])
    }
    expect(proxy.count({ path: /big\/thousand/ })).toBeLessThanOrEqual(1 + 50 * 2)
    proxy.clearRequests()
    await readTags('open', 'big/thousand', '?limit=50')
    expect(proxy.count({})).toBeLessThanOrEqual(1)
  })

  test('a sort by date goes over the whole repository, and its pages fit together', async () => {
    await pushTags(registries.open, 'sort/dates', 120, { images: 40 })
    const names: string[] = []
    const dates: (string | null)[] = []
    await readTags('open', 'sort/dates', '?sort=createdAt&order=asc&limit=1')
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Tags = await admin.json<Tags>(
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
    const [tag] = (await admin.json<Tags>(tagsPath('open', 'sort/dates', '?limit=1'))).items
    expect(tag).toMatchObject({ siblings: 2, siblingsComplete: true })
  })

  test('a tag without a manifest shows as broken and the others are whole', async () => {
    await push(registries.open, 'odd/broken', buildImage(), ['good', 'bad'])
    await push(registries.open, 'odd/broken', buildImage({ created: null }), 'undated')
    proxy.addFault({
      fault: { kind: 'answer', status: 404, body: { errors: [{ code: 'MANIFEST_UNKNOWN' }] } },
      when: (r) => r.path.endsWith('/manifests/bad'),
    })
    const { items } = await readTags('open', 'odd/broken')
    proxy.heal()
    expect(Object.fromEntries(items.map((t) => [t.name, t.kind]))).toEqual({
      good: 'image',
      bad: 'broken',
      undated: 'image',
    })
    expect(items.find((t) => t.name === 'undated')?.createdAt).toBeNull()
  })

  test('what was known is still shown when the registry goes down', async () => {
    await push(registries.open, 'odd/outage', buildImage(), 'v1')
    await readTags('open', 'odd/outage')
    await proxy.goDown()
    try {
      const page = await until(
        () => admin.json<Tags>(tagsPath('open', 'odd/outage')),
        ({ freshness }) => freshness.state === 'unreachable',
      )
      expect(page.items.map((t) => t.name)).toEqual(['v1'])
      expect(page.freshness.problem?.code).toBe('registry_unreachable')
    } finally {
      await proxy.comeUp()
    }
  })
})

describe('manifests', () => {
  test('an index is explained: platforms, sizes over all children, attestations with their subject', async () => {
    const index = await push(registries.open, 'team/multi', buildMultiArch(), '1.0')
    await push(
      registries.open,
      'team/multi',
      buildArtifact({ artifactType: 'application/spdx+json', subject: index }),
    )
    const manifest = await admin.json<Manifest>('/registries/open/repositories/team~multi/manifests/1.0')
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
    const image = await push(registries.open, 'team/raw', buildImage(), 'v1')
    const raw = await admin.api('/registries/open/repositories/team~raw/manifests/v1/raw')
    expect(Buffer.from(await raw.arrayBuffer()).equals(image.bytes)).toBe(true)
    expect(raw.headers.get('docker-content-digest')).toBe(image.digest)
    const layer = image.blobs[1]
    const path = `/registries/open/repositories/team~raw/blobs/${layer?.digest}`
    const blob = await admin.api(path)
    expect(Buffer.from(await blob.arrayBuffer()).equals(layer?.bytes ?? Buffer.alloc(0))).toBe(true)
    expect(blob.headers.get('content-disposition')).toContain('attachment')
    const part = await admin.api(path, { headers: { range: 'bytes=2-5' } })
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 4])
  })

  test('a digest known from one repository opens no other', async () => {
    const image = await push(registries.open, 'secret/one', buildImage({ labels: { only: 'here' } }), 'v1')
    await admin.json('/registries/open/repositories/secret~one/manifests/v1')
    await push(registries.open, 'secret/two', buildImage(), 'v1')
    expect(
      (await admin.api(`/registries/open/repositories/secret~two/manifests/${image.digest}`)).status,
    ).toBe(404)
  })
})

describe('deleting one tag', () => {
  test.each(['open', 'locked', 'token'] as const)(
    'on %s removes that tag alone; every sibling stays on its digest',
    async (id) => {
      const image = await push(registries[id], 'clean/app', buildImage(), ['1.0', '1', 'latest'])
      const preview = await admin.json<TagDeletionPreview>(`${tagsPath(id, 'clean/app')}/latest/deletion`)
      expect(preview).toMatchObject({ digest: image.digest, problem: null })
      expect([...preview.siblings].sort()).toEqual(['1', '1.0'])
      const deletion = (await (await remove(id, 'clean/app', 'latest', image.digest)).json()) as TagDeletion
      expect(deletion.method).toBe('placeholder')
      const left = await readTags(id, 'clean/app')
      expect(left.items.map((t) => [t.name, t.digest]).sort()).toEqual([
        ['1', image.digest],
        ['1.0', image.digest],
      ])
      // Now from the registry itself, past the index.
      const header = registries[id].authorize('clean/app')
      const headers = {
        ...(header ? { authorization: header } : {}),
        accept: 'application/vnd.oci.image.manifest.v1+json',
      }
      for (const tag of ['1', '1.0']) {
        const answer = await fetch(`${registries[id].url}/v2/clean/app/manifests/${tag}`, {
          method: 'HEAD',
          headers,
        })
        expect([tag, answer.headers.get('docker-content-digest')]).toEqual([tag, image.digest])
      }
      expect((await fetch(`${registries[id].url}/v2/clean/app/manifests/latest`, { headers })).status).toBe(
        404,
      )
    },
  )

  test('a tag alone on its digest goes with the digest, and two rows of the audit say so', async () => {
    const image = await push(registries.open, 'clean/alone', buildImage(), 'only')
    const deletion = (await (await remove('open', 'clean/alone', 'only', image.digest)).json()) as TagDeletion
    expect(deletion.method).toBe('digest')
    const { items } = await admin.json<{
      items: { phase: string; tag: string; digest: string; actor: string }[]
    }>('/audit?registry=open&repository=clean/alone')
    expect(items.map((e) => [e.phase, e.tag, e.digest, e.actor])).toEqual([
      ['succeeded', 'only', image.digest, 'admin'],
      ['started', 'only', image.digest, 'admin'],
    ])
  })

  test('428 without If-Match, 412 when the tag has moved, 404 when it is gone', async () => {
    const before = await push(registries.open, 'clean/moved', buildImage(), 'v1')
    expect((await remove('open', 'clean/moved', 'v1')).status).toBe(428)
    await push(registries.open, 'clean/moved', buildImage({ labels: { new: 'one' } }), 'v1')
    expect((await remove('open', 'clean/moved', 'v1', before.digest)).status).toBe(412)
    expect((await remove('open', 'clean/moved', 'never', before.digest)).status).toBe(404)
  })

  test('with deletion off it is 409 with a code, and the tag stays what it was', async () => {
    const image = await push(registries.kept, 'clean/kept', buildImage(), ['a', 'b'])
    const preview = await admin.json<TagDeletionPreview>(`${tagsPath('kept', 'clean/kept')}/a/deletion`)
    expect(preview).toMatchObject({ method: null, problem: { code: 'deletion_disabled' } })
    const answer = await remove('kept', 'clean/kept', 'a', image.digest)
    expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([409, 'deletion_disabled'])
    const { items } = await readTags('kept', 'clean/kept')
    expect(items.map((t) => t.digest)).toEqual([image.digest, image.digest])
  })

  test('a registry that is read-only here is not even asked', async () => {
    const image = await push(registries.open, 'clean/readonly', buildImage(), 'v1')
    const answer = await remove('readonly', 'clean/readonly', 'v1', image.digest)
    expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([409, 'read_only'])
  })

  test('a child of an index is not deleted by its digest', async () => {
    const index = await push(registries.open, 'clean/child', buildMultiArch(), 'index')
    const [child] = index.children
    if (!child) throw new Error('no child')
    await push(registries.open, 'clean/child', child, 'amd64')
    await readTags('open', 'clean/child')
    const deletion = (await (
      await remove('open', 'clean/child', 'amd64', child.digest)
    ).json()) as TagDeletion
    expect(deletion.method).toBe('placeholder')
    expect(
      (await admin.api(`/registries/open/repositories/clean~child/manifests/${child.digest}`)).status,
    ).toBe(200)
  })
})

describe('registries that are added here', () => {
  test('an administrator adds, changes and removes one, and its password is never seen again', async () => {
    const body = JSON.stringify({
      id: 'added',
      name: 'Added',
      url: registries.locked.url,
      auth: { username: 'demo', password: 's3cret' },
    })
    const headers = { 'content-type': 'application/json' }
    await push(registries.locked, 'team/added', buildImage(), 'v1')
    const added = await admin.json('/registries', { method: 'POST', headers, body }, 201)
    expect(JSON.stringify(added)).not.toContain('s3cret')
    expect((await admin.api('/registries', { method: 'POST', headers, body })).status).toBe(409)
    expect((await readTags('added', 'team/added')).items).toHaveLength(1)
    const patch = JSON.stringify({ name: 'Renamed' })
    expect(await admin.json('/registries/added', { method: 'PATCH', headers, body: patch })).toMatchObject({
      name: 'Renamed',
    })
    expect((await admin.api('/registries/open', { method: 'PATCH', headers, body: patch })).status).toBe(409)
    expect((await admin.api('/registries/added', { method: 'DELETE' })).status).toBe(204)
    expect((await admin.api('/registries/added')).status).toBe(404)
  })
})
