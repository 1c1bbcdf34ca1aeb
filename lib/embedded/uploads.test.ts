import { createHash } from 'node:crypto'
import { readdir, utimes } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { codeOf, type RegistryUnderTest, sha256, startRegistry } from './registry-under-test.ts'

const open = async (registry: RegistryUnderTest, repository = 'a') => {
  const response = await registry.call('POST', `/v2/${repository}/blobs/uploads/`)
  expect(response.status).toBe(202)
  return response.headers.get('location') ?? ''
}
const patch = (registry: RegistryUnderTest, location: string, range: string, body: string) =>
  registry.call('PATCH', location, { headers: { 'Content-Range': range }, body })
const uploadsOf = (registry: RegistryUnderTest) => readdir(join(registry.dir, 'repositories/a/_uploads'))

test('takes a blob in chunks, and the last one with the PUT', async () => {
  const registry = await startRegistry()
  const location = await open(registry)
  const first = await patch(registry, location, '0-2', 'abc')
  expect([first.status, first.headers.get('range')]).toEqual([202, '0-2'])
  await patch(registry, location, '3-4', 'de')
  const end = await registry.call('PUT', `${location}?digest=${sha256('abcdef')}`, {
    headers: { 'Content-Range': '5-5' },
    body: 'f',
  })
  expect(end.status).toBe(201)
  const blob = await registry.call('GET', end.headers.get('location') ?? '')
  expect(await blob.text()).toBe('abcdef')
  expect(await uploadsOf(registry)).toEqual([])
})

test('refuses a chunk out of order with 416, says where to go on, and loses nothing', async () => {
  const registry = await startRegistry()
  const location = await open(registry)
  await patch(registry, location, '0-2', 'abc')
  for (const range of ['0-2', '2-4', '4-6']) {
    const refused = await patch(registry, location, range, 'xyz')
    expect([refused.status, refused.headers.get('range'), await codeOf(refused)]).toEqual([
      416,
      '0-2',
      'BLOB_UPLOAD_INVALID',
    ])
  }
  const status = await registry.call('GET', location)
  expect([status.status, status.headers.get('range')]).toEqual([204, '0-2'])
  expect((await registry.call('PUT', `${location}?digest=${sha256('abc')}`)).status).toBe(201)
})

test('refuses a chunk that is not as long as it says', async () => {
  const registry = await startRegistry()
  const location = await open(registry)
  const short = await patch(registry, location, '0-9', 'abc')
  expect([short.status, await codeOf(short)]).toEqual([400, 'SIZE_INVALID'])
  expect((await patch(registry, location, '0-2', 'abc')).status).toBe(202)
})

test('refuses bytes of another digest, and keeps none of them', async () => {
  const registry = await startRegistry()
  const wrong = sha256('something else')
  const monolithic = await registry.call('POST', `/v2/a/blobs/uploads/?digest=${wrong}`, { body: 'bytes' })
  expect([monolithic.status, await codeOf(monolithic)]).toEqual([400, 'DIGEST_INVALID'])
  const put = await registry.call('PUT', `${await open(registry)}?digest=${wrong}`, { body: 'bytes' })
  expect([put.status, await codeOf(put)]).toEqual([400, 'DIGEST_INVALID'])
  expect((await registry.call('HEAD', `/v2/a/blobs/${wrong}`)).status).toBe(404)
  expect(await uploadsOf(registry)).toEqual([])
})

test('takes sha512 as well', async () => {
  const registry = await startRegistry()
  const digest = `sha512:${createHash('sha512').update('x').digest('hex')}`
  expect((await registry.call('PUT', `${await open(registry)}?digest=${digest}`, { body: 'x' })).status).toBe(
    201,
  )
  expect(await (await registry.call('GET', `/v2/a/blobs/${digest}`)).text()).toBe('x')
})

test('an upload belongs to its repository alone', async () => {
  const registry = await startRegistry()
  const elsewhere = (await open(registry, 'a')).replace('/v2/a/', '/v2/b/')
  const response = await registry.call('GET', elsewhere)
  expect([response.status, await codeOf(response)]).toEqual([404, 'BLOB_UPLOAD_UNKNOWN'])
})

test('a cancelled upload is gone', async () => {
  const registry = await startRegistry()
  const location = await open(registry)
  expect((await registry.call('DELETE', location)).status).toBe(204)
  expect((await registry.call('GET', location)).status).toBe(404)
  expect(await uploadsOf(registry)).toEqual([])
})

test('an upload goes on after a restart', async () => {
  const registry = await startRegistry()
  const location = await open(registry)
  await patch(registry, location, '0-2', 'abc')
  await registry.restart()
  await patch(registry, location, '3-5', 'def')
  expect((await registry.call('PUT', `${location}?digest=${sha256('abcdef')}`)).status).toBe(201)
})

test('what came before a broken connection is there to resume', async () => {
  const registry = await startRegistry()
  const location = await open(registry)
  const { hostname, port } = new URL(registry.url)
  const socket = connect(Number(port), hostname)
  socket.write(`PATCH ${location} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc`)
  await expect.poll(async () => (await registry.call('GET', location)).headers.get('range')).toBe('0-2')
  socket.destroy()
  expect((await patch(registry, location, '3-5', 'def')).status).toBe(202)
  expect((await registry.call('PUT', `${location}?digest=${sha256('abcdef')}`)).status).toBe(201)
})

test('uploads that were left behind are removed, those under way are not', async () => {
  const registry = await startRegistry()
  const abandoned = await open(registry)
  const current = await open(registry)
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000)
  const file = join(registry.dir, 'repositories/a/_uploads', abandoned.split('/').at(-1) ?? '')
  await utimes(file, yesterday, yesterday)
  await registry.restart()
  expect((await registry.call('GET', abandoned)).status).toBe(404)
  expect((await registry.call('GET', current)).status).toBe(204)
})

test('mounts a blob of another repository, a named one or any', async () => {
  const registry = await startRegistry()
  const digest = await registry.pushBlob('a', 'x')
  for (const [target, from] of [
    ['b', '&from=a'],
    ['c', ''],
  ]) {
    const mounted = await registry.call('POST', `/v2/${target}/blobs/uploads/?mount=${digest}${from}`)
    expect([mounted.status, mounted.headers.get('location')]).toEqual([201, `/v2/${target}/blobs/${digest}`])
    expect(await (await registry.call('GET', `/v2/${target}/blobs/${digest}`)).text()).toBe('x')
  }
})

test('opens an upload where there is nothing to mount, and where `from` leads out of the registry', async () => {
  const registry = await startRegistry()
  for (const from of ['nobody', '../..', '_blobs']) {
    const path = `/v2/b/blobs/uploads/?mount=${sha256('x')}&from=${encodeURIComponent(from)}`
    expect((await registry.call('POST', path)).status).toBe(202)
  }
})

test('pushing one blob many times at once leaves one whole blob', async () => {
  const registry = await startRegistry()
  const bytes = Buffer.alloc(300_000, 'layer')
  const digests = await Promise.all(Array.from({ length: 20 }, () => registry.pushBlob('a', bytes)))
  expect(new Set(digests)).toEqual(new Set([sha256(bytes)]))
  const stored = await registry.call('GET', `/v2/a/blobs/${sha256(bytes)}`)
  expect(sha256(new Uint8Array(await stored.arrayBuffer()))).toBe(sha256(bytes))
})
