import { expect, test } from 'vitest'
import { codeOf, sha256, startRegistry } from './registry-under-test.ts'

const absent = sha256('absent')

test('gives back the bytes that were pushed, with their digest', async () => {
  const registry = await startRegistry()
  const digest = await registry.pushBlob('a/b', 'hello')
  const response = await registry.call('GET', `/v2/a/b/blobs/${digest}`)
  expect(response.status).toBe(200)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'accept-ranges': 'bytes',
    'content-length': '5',
    'docker-content-digest': digest,
    'docker-distribution-api-version': 'registry/2.0',
    server: 'portolan-embedded',
  })
  expect(await response.text()).toBe('hello')
  const head = await registry.call('HEAD', `/v2/a/b/blobs/${digest}`)
  expect([head.status, head.headers.get('content-length')]).toEqual([200, '5'])
})

test('answers ranges with that part alone, and 416 past the end', async () => {
  const registry = await startRegistry()
  const path = `/v2/a/blobs/${await registry.pushBlob('a', '0123456789')}`
  const part = await registry.call('GET', path, { headers: { Range: 'bytes=2-4' } })
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
    206,
    'bytes 2-4/10',
    '234',
  ])
  const past = await registry.call('GET', path, { headers: { Range: 'bytes=10-' } })
  expect([past.status, past.headers.get('content-range')]).toEqual([416, 'bytes */10'])
  const other = await registry.call('GET', path, { headers: { Range: 'bytes=2-4', 'If-Range': '"other"' } })
  expect([other.status, await other.text()]).toEqual([200, '0123456789'])
})

test('answers 304 to who has the blob already', async () => {
  const registry = await startRegistry()
  const digest = await registry.pushBlob('a', 'x')
  const headers = { 'If-None-Match': `"other", W/"${digest}"` }
  const response = await registry.call('GET', `/v2/a/blobs/${digest}`, { headers })
  expect([response.status, await response.text()]).toEqual([304, ''])
})

test('holds an empty blob', async () => {
  const registry = await startRegistry()
  const response = await registry.call('GET', `/v2/a/blobs/${await registry.pushBlob('a', '')}`)
  expect([response.status, await response.text()]).toEqual([200, ''])
})

test('a blob of one repository is not one of another', async () => {
  const registry = await startRegistry()
  const digest = await registry.pushBlob('a', 'x')
  expect((await registry.call('GET', `/v2/b/blobs/${digest}`)).status).toBe(404)
})

test('a deleted blob is gone from its repository and stays in the others', async () => {
  const registry = await startRegistry()
  const digest = await registry.pushBlob('a', 'shared')
  await registry.call('POST', `/v2/b/blobs/uploads/?mount=${digest}&from=a`)
  expect((await registry.call('DELETE', `/v2/a/blobs/${digest}`)).status).toBe(202)
  const again = await registry.call('DELETE', `/v2/a/blobs/${digest}`)
  expect([again.status, await codeOf(again)]).toEqual([404, 'BLOB_UNKNOWN'])
  expect(await (await registry.call('GET', `/v2/b/blobs/${digest}`)).text()).toBe('shared')
})

test('names what is wrong with a digest', async () => {
  const registry = await startRegistry()
  const missing = await registry.call('GET', `/v2/a/blobs/${absent}`)
  expect([missing.status, await codeOf(missing)]).toEqual([404, 'BLOB_UNKNOWN'])
  const malformed = await registry.call('GET', '/v2/a/blobs/sha256:abc')
  expect([malformed.status, await codeOf(malformed)]).toEqual([400, 'DIGEST_INVALID'])
})
