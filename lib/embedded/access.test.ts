import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { callRaw, codeOf, sha256, startRegistry } from './registry-under-test.ts'

const writes: [string, string][] = [
  ['POST', '/v2/a/blobs/uploads/'],
  ['PATCH', '/v2/a/blobs/uploads/00000000-0000-0000-0000-000000000000'],
  ['PUT', '/v2/a/manifests/v1'],
  ['DELETE', '/v2/a/manifests/v1'],
  ['DELETE', `/v2/a/blobs/${sha256('v1')}`],
]

test('a read-only registry answers every write with 405 UNSUPPORTED, and reads as ever', async () => {
  const registry = await startRegistry()
  await registry.pushImage('a', 'v1')
  await registry.restart({ readOnly: true })
  for (const [method, path] of writes) {
    const response = await registry.call(method, path)
    expect([method, response.status, await codeOf(response)]).toEqual([method, 405, 'UNSUPPORTED'])
  }
  expect((await registry.call('GET', '/v2/a/manifests/v1')).status).toBe(200)
})

test('with deletion off, deletes are 405 UNSUPPORTED and pushes go on', async () => {
  const registry = await startRegistry({ deleteEnabled: false })
  const digest = await registry.pushImage('a', 'v1')
  for (const path of ['/v2/a/manifests/v1', `/v2/a/manifests/${digest}`, `/v2/a/blobs/${sha256('v1')}`]) {
    const response = await registry.call('DELETE', path)
    expect([path, response.status, await codeOf(response)]).toEqual([path, 405, 'UNSUPPORTED'])
  }
  expect((await registry.call('GET', '/v2/a/manifests/v1')).status).toBe(200)
})

test('without a catalog, it answers 404 there', async () => {
  const registry = await startRegistry({ catalog: false })
  expect((await registry.call('GET', '/v2/_catalog')).status).toBe(404)
})

test('with a password, nothing answers without it', async () => {
  const registry = await startRegistry({ auth: { username: 'ann', password: 'pä:ss' } })
  const basic = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString('base64')}` })
  for (const headers of [{}, basic('ann:wrong'), basic('ann'), basic(''), { Authorization: 'Bearer x' }]) {
    const response = await registry.call('GET', '/v2/', { headers })
    expect([response.status, await codeOf(response)]).toEqual([401, 'UNAUTHORIZED'])
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic realm="/)
  }
  const response = await registry.call('GET', '/v2/', { headers: basic('ann:pä:ss') })
  expect([response.status, await response.text()]).toEqual([200, '{}'])
})

test.each([
  '/v2/../../etc/passwd/tags/list',
  '/v2/a/../b/manifests/v1',
  '/v2/%2e%2e/%2e%2e/tags/list',
  '/v2/a%2f..%2f..%2fb/tags/list',
  '/v2/a%00/tags/list',
  '/v2/_blobs/tags/list',
  '/v2/a/_manifests/sha256/tags/list',
  '/v2//tags/list',
  '/v2/A/tags/list',
  '/v2/%E0%A4%A/tags/list',
  `/v2/${'x'.repeat(256)}/tags/list`,
])('refuses the repository name in %s', async (path) => {
  const registry = await startRegistry()
  const response = await callRaw(registry.url, 'GET', path)
  expect([response.status, JSON.parse(response.body)]).toMatchObject([
    400,
    { errors: [{ code: 'NAME_INVALID' }] },
  ])
})

test.each([
  ['PUT', '/v2/a/manifests/..'],
  ['PUT', '/v2/a/manifests/%2e%2e%2fx'],
  ['PUT', '/v2/a/manifests/.hidden'],
  ['PUT', '/v2/a/manifests/sha256:..'],
  ['GET', '/v2/a/blobs/sha256:%2e%2e%2f%2e%2e'],
  ['GET', '/v2/a/referrers/..'],
  ['PATCH', '/v2/a/blobs/uploads/..'],
  ['PATCH', '/v2/a/blobs/uploads/%2e%2e%2fx'],
])('%s %s is refused and writes nothing', async (method, path) => {
  const registry = await startRegistry()
  const response = await callRaw(registry.url, method, path)
  expect(response.status).toBeGreaterThanOrEqual(400)
  expect(response.status).toBeLessThan(500)
  expect(JSON.parse(response.body)).toMatchObject({ errors: [{ code: expect.stringMatching(/^[A-Z_]+$/) }] })
  expect((await readdir(registry.dir, { recursive: true })).sort()).toEqual(['repositories', 'temporary'])
})

test.each(['/', '/v1/', '/v2/a', '/v2/a/tags', '/v2/a/tags/other', '/healthz'])(
  'answers 404 with an OCI error to %s',
  async (path) => {
    const registry = await startRegistry()
    const response = await registry.call('GET', path)
    expect([response.status, await codeOf(response)]).toEqual([404, 'UNSUPPORTED'])
  },
)

test('names the methods of an address where one is not among them', async () => {
  const registry = await startRegistry()
  const response = await registry.call('POST', '/v2/a/manifests/v1')
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, PUT, DELETE'])
})

test('repositories may be called like parts of the API', async () => {
  const registry = await startRegistry()
  for (const name of ['manifests', 'a/blobs/uploads', 'tags/list', 'x/manifests/y']) {
    await registry.pushImage(name, 'list')
    expect((await registry.call('GET', `/v2/${name}/manifests/list`)).status).toBe(200)
    expect(await (await registry.call('GET', `/v2/${name}/tags/list`)).json()).toEqual({
      name,
      tags: ['list'],
    })
  }
})
