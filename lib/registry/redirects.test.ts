import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { digestOf } from './digest.ts'
import { type SeenRequest, startScriptedServer } from './testing/scripted-server.ts'
import type { Credentials } from './types.ts'

const bytes = Buffer.from('a layer')
const digest = digestOf(bytes)
const blob = `GET /v2/a/b/blobs/${digest}`
const basic: Credentials = { kind: 'basic', username: 'ann', password: 'secret' }
const credentials = async () => basic

const askThenRedirect = (location: string) => ({
  request: blob,
  times: 2,
  answer: ({ headers: { authorization } }: SeenRequest) =>
    authorization
      ? { status: 307, headers: { location } as Record<string, string> }
      : { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } },
})

test('credentials stay with the registry when a blob is kept elsewhere, and ranges go along', async () => {
  const registry = await startScriptedServer()
  const storage = await startScriptedServer()
  registry.expect(askThenRedirect(`${storage.url}/object?signature=s`))
  storage.expect({
    request: 'GET /object?signature=s',
    answer: { status: 206, headers: { 'content-range': 'bytes 2-4/7' }, body: bytes.subarray(2, 5) },
  })
  const client = registry.client({ credentials })
  const { stream, status } = await client.getBlob('a/b', digest, { range: { start: 2, end: 4 } })
  expect(status).toBe(206)
  expect((await buffer(stream)).equals(bytes.subarray(2, 5))).toBe(true)
  expect(storage.seen[0]?.headers.authorization).toBeUndefined()
  expect(storage.seen[0]?.headers.range).toBe('bytes=2-4')
})

test('credentials do not come back after a redirect away and home again', async () => {
  const registry = await startScriptedServer()
  const storage = await startScriptedServer()
  registry.expect(askThenRedirect(`${storage.url}/there`), { request: 'GET /home', answer: { body: bytes } })
  storage.expect({
    request: 'GET /there',
    answer: { status: 302, headers: { location: `${registry.url}/home` } },
  })
  const read = await registry.client({ credentials }).readBlob('a/b', digest, { maxBytes: 100 })
  expect(read.equals(bytes)).toBe(true)
  expect(registry.seen.at(-1)?.headers.authorization).toBeUndefined()
})

test('a storage that asks for credentials gets none', async () => {
  const registry = await startScriptedServer()
  const storage = await startScriptedServer()
  registry.expect({ request: blob, answer: { status: 307, headers: { location: `${storage.url}/object` } } })
  storage.expect({
    request: 'GET /object',
    answer: { status: 401, headers: { 'www-authenticate': 'Basic realm="give me"' } },
  })
  const reading = registry.client({ credentials }).readBlob('a/b', digest, { maxBytes: 100 })
  await expect(reading).rejects.toMatchObject({ code: 'denied' })
})

test.each([
  'http://169.254.169.254/latest/meta-data/',
  'http://192.168.0.1/',
  'http://[fe80::1]/',
  'ftp://127.0.0.1/',
])('a redirect to %s is not followed', async (location) => {
  const registry = await startScriptedServer()
  registry.expect({ request: blob, answer: { status: 302, headers: { location } } })
  const reading = registry.client().readBlob('a/b', digest, { maxBytes: 100 })
  await expect(reading).rejects.toMatchObject({ code: 'forbidden_target' })
})

test.each(['', `/v2/a/b/blobs/${digest}`])(
  'redirects in a circle (%j) are left after the fifth',
  async (location) => {
    const registry = await startScriptedServer()
    registry.expect({ request: blob, times: 6, answer: { status: 302, headers: { location } } })
    const reading = registry.client().readBlob('a/b', digest, { maxBytes: 100 })
    await expect(reading).rejects.toMatchObject({ code: 'invalid_response' })
    expect(registry.seen).toHaveLength(6)
  },
)

test('what is written is never sent on to where a redirect leads', async () => {
  const registry = await startScriptedServer()
  registry.expect({
    request: `DELETE /v2/a/b/manifests/${digest}`,
    answer: { status: 307, headers: { location: '/v2/c/d/manifests/x' } },
  })
  await expect(registry.client().deleteManifest('a/b', digest)).rejects.toMatchObject({
    code: 'invalid_response',
  })
})
