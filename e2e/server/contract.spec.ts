import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import { endpoints } from '#lib/api/index.ts'
import type { Problem } from '#lib/api/problem.ts'
import type { Protection } from '#lib/api/protections.ts'
import type { listRepositories } from '#lib/api/repositories.ts'
import type { Tag, TagDeletionPreview } from '#lib/api/tags.ts'
import { buildArtifact, buildImage } from '../lab/images.ts'
import { type SignedIn, until } from '../lab/portolan.ts'
import { startProxy } from '../lab/proxy.ts'
import { push, pushReferrersTag } from '../lab/push.ts'
import { makeUser } from './accounts.ts'
import { connectionOf } from './database.ts'
import { startWorld, tagsPath, type World } from './world.ts'

type Repositories = ResponseOf<typeof listRepositories>

let world: World
let viewer: SignedIn
let editor: SignedIn

beforeAll(async () => {
  world = await startWorld()
  const { url, dataDir } = world.portolan
  viewer = await makeUser(url, connectionOf(dataDir), 'viewer')
  editor = await makeUser(url, connectionOf(dataDir), 'editor')
}, 180_000)

afterAll(() => world?.stop())

const unknownDigest = `sha256:${'0'.repeat(64)}`
const json = { 'content-type': 'application/json' }

describe('roles', () => {
  test.each([
    ['POST', '/registries'],
    ['PATCH', '/registries/open'],
    ['DELETE', '/registries/open'],
    ['DELETE', '/registries/nowhere'],
    ['POST', '/protections'],
    ['DELETE', '/protections/nowhere'],
    ['POST', '/policies'],
    ['POST', '/policies/import'],
    ['PATCH', '/policies/nowhere'],
    ['DELETE', '/policies/nowhere'],
    ['POST', '/mirrors'],
    ['PATCH', '/mirrors/nowhere'],
    ['DELETE', '/mirrors/nowhere'],
  ])('neither viewer nor editor may %s %s, whether it is there or not', async (method, path) => {
    const body = method === 'DELETE' ? {} : { body: '{}' }
    for (const { api } of [viewer, editor]) {
      const answer = await api(path, { method, headers: json, ...body })
      expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([403, 'forbidden'])
    }
  })

  test('a viewer reads and deletes nothing; an editor deletes', async () => {
    const image = await push(world.registries.open, 'role/app', buildImage(), 'v1')
    const path = `${tagsPath('open', 'role/app')}/v1`
    const remove = { method: 'DELETE', headers: { 'if-match': `"${image.digest}"` } }
    expect((await viewer.api(tagsPath('open', 'role/app'))).status).toBe(200)
    expect((await viewer.api(`${path}/deletion`)).status).toBe(403)
    expect((await viewer.api(path, remove)).status).toBe(403)
    expect((await editor.api(path, remove)).status).toBe(200)
  })

  test('a protected tag is deleted by an administrator alone, and by anybody once it is protected no more', async () => {
    const image = await push(world.registries.open, 'role/kept', buildImage(), ['v1', 'v2', 'w1'])
    const added = await world.admin.api('/protections', {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ registry: 'open', repository: 'role/*', tags: ['v*'], note: 'releases' }),
    })
    expect(added.status).toBe(201)
    const rule = (await added.json()) as Protection
    expect(rule).toMatchObject({ rule: 'open/role/*:v*', source: 'store', createdBy: 'admin' })
    const path = (tag: string) => `${tagsPath('open', 'role/kept')}/${tag}`
    const remove = { method: 'DELETE', headers: { 'if-match': `"${image.digest}"` } }
    const refused = await editor.api(path('v1'), remove)
    expect([refused.status, ((await refused.json()) as Problem).code]).toEqual([403, 'tag_protected'])
    expect((await editor.json<TagDeletionPreview>(`${path('v1')}/deletion`)).problem?.code).toBe(
      'tag_protected',
    )
    expect(await world.admin.json(`${path('v1')}/deletion`)).toMatchObject({
      protectedBy: 'open/role/*:v*',
      problem: null,
    })
    const { items } = await world.admin.json<{ items: Tag[] }>(tagsPath('open', 'role/kept'))
    expect(items.map(({ name, protectedBy }) => [name, protectedBy])).toEqual([
      ['v2', 'open/role/*:v*'],
      ['v1', 'open/role/*:v*'],
      ['w1', null],
    ])
    expect((await editor.api(path('w1'), remove)).status).toBe(200)
    expect((await world.admin.api(path('v1'), remove)).status).toBe(200)

    expect((await viewer.json<{ items: Protection[] }>('/protections')).items).toEqual([rule])
    expect((await world.admin.api(`/protections/${rule.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await world.admin.api(`/protections/${rule.id}`, { method: 'DELETE' })).status).toBe(404)
    expect((await editor.api(path('v2'), remove)).status).toBe(200)
  })

  test('a viewer copies nothing; an editor does', async () => {
    await push(world.registries.open, 'role/copied', buildImage(), 'v1')
    const body = JSON.stringify({ from: 'open/role/copied:v1', to: 'open/role/copy:v1' })
    const ask = ({ api }: SignedIn, path: string) => api(path, { method: 'POST', headers: json, body })
    const id = '00000000-0000-4000-8000-000000000000'
    for (const path of [
      '/copies/plan',
      '/copies',
      ...['cancel', 'resume', 'undo'].map((a) => `/copies/${id}/${a}`),
    ])
      expect([path, (await ask(viewer, path)).status]).toEqual([path, 403])
    expect((await viewer.api('/copies')).status).toBe(200)
    expect((await ask(editor, '/copies/plan')).status).toBe(200)
    const unknown = await ask(editor, `/copies/${id}/undo`)
    expect([unknown.status, ((await unknown.json()) as Problem).code]).toEqual([404, 'copy_not_found'])
  })

  test('a viewer sees mirrors and runs none', async () => {
    for (const path of ['/mirrors', '/mirrors/export'])
      expect([path, (await viewer.api(path)).status]).toEqual([path, 200])
    const ask = ({ api }: SignedIn, path: string) => api(path, { method: 'POST', headers: json, body: '{}' })
    for (const path of [
      '/mirrors/preview',
      '/mirrors/import',
      '/mirrors/nowhere/preview',
      '/mirrors/nowhere/run',
    ])
      expect([path, (await ask(viewer, path)).status]).toEqual([path, 403])
    expect((await ask(editor, '/mirrors/nowhere/run')).status).toBe(404)
  })
})

describe('every endpoint', () => {
  const exampleOf: Readonly<Record<string, string>> = {
    registry: 'open',
    repository: 'team~app',
    reference: 'v1',
    tag: 'v1',
    digest: unknownDigest,
    id: '00000000-0000-4000-8000-000000000000',
  }
  const pathOf = (path: string) => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => exampleOf[name] ?? '')

  test.each(endpoints.map((e) => [e.method, e.path] as const))(
    '%s %s answers 401 without a session, as a problem',
    async (method, path) => {
      const answer = await fetch(`${world.portolan.url}/api/v1${pathOf(path)}`, { method })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    },
  )

  test('stands in an OpenAPI 3.1 document whose references and path parameters all resolve', async () => {
    const document = await world.admin.json<{
      openapi: string
      paths: Record<
        string,
        Record<string, { operationId: string; parameters: { in: string; name: string }[] }>
      >
    }>('/openapi.json')
    expect(document.openapi).toMatch(/^3\.1\./)
    for (const { id, method, path } of endpoints) {
      const operation = document.paths[path]?.[method.toLowerCase()]
      expect(operation?.operationId).toBe(id)
      const declared = operation?.parameters.filter((p) => p.in === 'path').map((p) => p.name)
      expect(declared?.sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort())
    }
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)]
    expect(references.length).toBeGreaterThan(0)
    for (const [, pointer = ''] of references) {
      const target = pointer
        .split('/')
        .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document)
      expect([pointer, typeof target]).toEqual([pointer, 'object'])
    }
  })

  test('tells every failure as a problem with the id under which it is logged', async () => {
    const answer = await world.admin.api('/registries/nowhere', { headers: { 'x-request-id': 'mine-1234' } })
    expect(answer.headers.get('x-request-id')).toBe('mine-1234')
    expect(await answer.json()).toEqual({
      type: 'urn:portolan:problem:registry_not_found',
      title: 'Unknown registry',
      status: 404,
      code: 'registry_not_found',
      detail: expect.any(String),
      requestId: 'mine-1234',
    })
  })
})

describe('what does not fit', () => {
  const cursor = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

  test.each([
    '/registries?limit=0',
    '/registries?limit=1001',
    '/registries?limit=1&limit=2',
    '/registries?order=up',
    '/registries?cursor=-1',
    '/registries/open/repositories?sort=bogus',
    '/registries/open/repositories?cursor=abc',
    `/registries/open/repositories?sort=size&order=asc&cursor=${cursor({ sort: 'size', order: 'asc', value: 'x', name: 'a' })}`,
    '/audit?cursor=abc',
  ])('%s is 400', async (path) => {
    expect(await world.problemOf(path)).toMatchObject({ status: 400, code: 'invalid_request' })
  })

  test('a NUL in a query finds nothing, and breaks nothing', async () => {
    for (const path of ['/registries?q=%00', '/registries/open/repositories?q=%00', '/audit?q=%00']) {
      expect([path, (await world.admin.api(path)).status]).toEqual([path, 200])
    }
  })

  test.each([
    ['a name with a NUL', { name: 'a\0b' }],
    ['a repository that is none', { repositories: ['../x'] }],
    ['a public host for a shell to run', { publicHost: 'x;reboot' }],
    ['a CA that is none', { tls: { ca: 'nope' } }],
    ['credentials in the address', { url: 'http://u:p@127.0.0.1:9' }],
    ['a key that nobody knows', { passwd: 'x' }],
  ])('a registry with %s is not added', async (_, odd) => {
    const body = JSON.stringify({ id: 'odd', name: 'Odd', url: 'http://127.0.0.1:9', ...odd })
    const problem = await world.problemOf('/registries', { method: 'POST', headers: json, body })
    expect(problem).toMatchObject({ status: 400, code: 'invalid_request' })
  })

  test('an If-Match that is no digest in quotes is 428', async () => {
    for (const value of [unknownDigest, '*', `W/"${unknownDigest}"`, '"latest"']) {
      const headers = { 'if-match': value }
      const path = `${tagsPath('open', 'team/app')}/v1`
      expect([value, (await world.admin.api(path, { method: 'DELETE', headers })).status]).toEqual([
        value,
        428,
      ])
    }
  })
})

describe('lists and bytes', () => {
  test('referrers of a repository that there is not are 404, and of a digest without any an empty list', async () => {
    await push(world.registries.open, 'ref/app', buildImage(), 'v1')
    const path = (repository: string) =>
      `/registries/open/repositories/${repository}/referrers/${unknownDigest}`
    expect(await world.problemOf(path('ref~none'))).toMatchObject({
      status: 404,
      code: 'repository_not_found',
    })
    expect(await world.admin.json(path('ref~app'))).toMatchObject({ items: [], total: 0, nextCursor: null })
  })

  test('tags that only carry referrers are folded away unless asked for', async () => {
    const image = await push(world.registries.open, 'ref/folded', buildImage(), 'v1')
    const signature = `${image.digest.replace(':', '-')}.sig`
    await push(
      world.registries.open,
      'ref/folded',
      buildArtifact({ artifactType: 'application/vnd.example' }),
      signature,
    )
    const folded = await world.readTags('open', 'ref/folded')
    expect([folded.items.map((t) => t.name), folded.total, folded.referrerTagCount]).toEqual([['v1'], 1, 1])
    const all = await world.readTags('open', 'ref/folded', '?referrers=true&sort=name')
    expect(all.items.map((t) => t.name)).toEqual([signature, 'v1'])
  })

  test('a date at the epoch, in the year one or missing is unknown, and stands last in either direction', async () => {
    const dates = {
      dated: '2024-05-01T00:00:00Z',
      epoch: '1970-01-01T00:00:00Z',
      one: '0001-01-01T00:00:00Z',
    }
    for (const [tag, created] of Object.entries(dates))
      await push(world.registries.open, 'odd/dates', buildImage({ created }), tag)
    await world.readTags('open', 'odd/dates')
    for (const order of ['asc', 'desc']) {
      const { items } = await world.readTags('open', 'odd/dates', `?sort=createdAt&order=${order}`)
      expect(items.map((t) => [t.name, t.createdAt])).toEqual([
        ['dated', '2024-05-01T00:00:00.000Z'],
        ['epoch', null],
        ['one', null],
      ])
    }
  })

  test('the audit is read in either direction, and its pages fit together', async () => {
    const ids: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: { items: { id: string }[]; nextCursor: string | null } = await world.admin.json(
        `/audit?order=asc&limit=2${next && `&cursor=${next}`}`,
      )
      ids.push(...page.items.map((entry) => entry.id))
      next = page.nextCursor
    }
    expect(ids).toEqual([...ids].sort((a, b) => Number(a) - Number(b)))
    const newest = await world.admin.json<{ items: { id: string }[] }>('/audit?limit=1000')
    expect(newest.items.map((entry) => entry.id)).toEqual(ids.reverse())
  })

  test('without a catalog the list is what is configured and what somebody opened by name', async () => {
    const proxy = await startProxy(world.registries.open.url)
    const fault = { kind: 'answer', status: 404, body: { errors: [{ code: 'UNSUPPORTED' }] } } as const
    proxy.addFault({ fault, when: (r) => r.path.includes('/v2/_catalog') })
    await push(world.registries.open, 'bare/configured', buildImage(), 'v1')
    await push(world.registries.open, 'bare/opened', buildImage(), 'v1')
    const added = { id: 'bare', name: 'Bare', url: proxy.url, repositories: ['bare/configured'] }
    await world.admin.json('/registries', { method: 'POST', headers: json, body: JSON.stringify(added) }, 201)
    await world.readTags('bare', 'bare/opened')
    const list = await until(
      () => world.admin.json<Repositories>('/registries/bare/repositories'),
      ({ freshness }) => freshness.state === 'fresh',
    )
    expect(list.hasCatalog).toBe(false)
    expect(list.items.map((r) => [r.name, r.source])).toEqual([
      ['bare/configured', 'configured'],
      ['bare/opened', 'opened'],
    ])
    await world.admin.api('/registries/bare', { method: 'DELETE' })
    await proxy.stop()
  })

  test('a deletion says beforehand which signatures it leaves behind', async () => {
    const image = await push(world.registries.open, 'ref/orphans', buildImage(), 'v1')
    const artifactType = 'application/vnd.example.signature'
    const signature = buildArtifact({ artifactType, subject: image })
    await push(world.registries.open, 'ref/orphans', signature)
    await pushReferrersTag(world.registries.open, 'ref/orphans', image, [signature])
    expect(await world.admin.json(`${tagsPath('open', 'ref/orphans')}/v1/deletion`)).toMatchObject({
      referrers: [{ digest: signature.digest, artifactType }],
    })
  })

  test('a range outside of a blob is 416, one the wrong way round is none', async () => {
    const image = await push(world.registries.open, 'ref/ranges', buildImage(), 'v1')
    const path = `/registries/open/repositories/ref~ranges/blobs/${image.blobs[0]?.digest}`
    const status = async (range: string) => (await world.admin.api(path, { headers: { range } })).status
    expect([await status('bytes=999999-'), await status('bytes=5-2')]).toEqual([416, 200])
  })
})

describe('pages', () => {
  test.each(['/', '/sign-in', '/r/open', '/no/such/page'])(
    '%s runs only scripts with its nonce',
    async (path) => {
      const cookie = [...world.admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const page = await fetch(`${world.portolan.url}${path}`, { headers: { cookie } })
      const policy = page.headers.get('content-security-policy') ?? ''
      const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? ''
      const nonce = /'nonce-([^']+)'/.exec(scripts)?.[1] ?? 'none'
      expect(scripts).not.toMatch(/unsafe|https?:|\*/)
      const tags = (await page.text()).match(/<script\b[^>]*>/g) ?? []
      expect(tags.length).toBeGreaterThan(0)
      for (const tag of tags) expect(tag).toContain(`nonce="${nonce}"`)
      expect(page.headers.get('x-content-type-options')).toBe('nosniff')
      expect(page.headers.get('x-frame-options')).toBe('DENY')
      expect(page.headers.get('x-powered-by')).toBeNull()
    },
  )
})
