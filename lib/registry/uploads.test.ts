import { Readable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { digestOf } from './digest.ts'
import { RegistryError } from './error.ts'
import { type ScriptedServer, startScriptedServer } from './testing/scripted-server.ts'

const bytes = Buffer.from('0123456789')
const digest = digestOf(bytes)
const open = 'POST /v2/a/b/blobs/uploads/'
const final = (path: string) => `PUT ${path}digest=${encodeURIComponent(digest)}`
const accepted = (location: string, headers = {}) => ({ status: 202, headers: { location, ...headers } })
const settled = async (server: ScriptedServer, count: number) => {
  for (let i = 0; i < 100 && server.seen.length < count; i++) await new Promise((r) => setTimeout(r, 10))
}

test('a blob follows its location, whose own query stays as it is', async () => {
  const server = await startScriptedServer()
  server.expect(
    { request: open, answer: accepted('/up/1?_state=a%20b==') },
    { request: final('/up/1?_state=a%20b==&'), answer: { status: 201 } },
  )
  await server.client().putBlob('a/b', { digest, sizeBytes: 10, body: () => Readable.from([bytes]) })
  expect(server.seen[1]?.body.equals(bytes)).toBe(true)
  expect(server.seen[1]?.headers['content-length']).toBe('10')
})

test('bytes are not sent to another origin', async () => {
  const server = await startScriptedServer()
  server.expect({ request: open, answer: accepted('http://127.0.0.1:1/up') })
  const pushing = server.client().putBlob('a/b', { digest, sizeBytes: 10, body: bytes })
  await expect(pushing).rejects.toMatchObject({ code: 'forbidden_target' })
})

test('a stream with other bytes than promised is broken off, and the upload given up', async () => {
  const server = await startScriptedServer()
  server.expect(
    { request: open, answer: accepted('/up') },
    { request: 'DELETE /up', answer: { status: 204 } },
  )
  const body = () => Readable.from([Buffer.from('9876543210')])
  const pushing = server.client().putBlob('a/b', { digest, sizeBytes: 10, body })
  await expect(pushing).rejects.toMatchObject({ code: 'digest_mismatch' })
  await settled(server, 2)
})

test('chunks are as large as the registry wants them, and each goes where the last answer said', async () => {
  const server = await startScriptedServer()
  server.expect(
    { request: open, answer: accepted('/up/0', { 'oci-chunk-min-length': '4' }) },
    { request: 'PATCH /up/0', answer: accepted('up/1', { range: '0-5' }) },
    { request: 'PATCH /up/up/1', answer: accepted('/up/2', { range: '0-9' }) },
    { request: final('/up/2?'), answer: { status: 201 } },
  )
  const pieces = [0, 3, 6, 9].map((i) => bytes.subarray(i, i + 3))
  await server.client().putBlobChunked('a/b', { digest, chunks: Readable.from(pieces) })
  expect(server.seen.map((r) => r.headers['content-range'])).toEqual([undefined, '0-5', '6-9', undefined])
})

test('a chunk that arrived in part is not passed over', async () => {
  const server = await startScriptedServer()
  server.expect(
    { request: open, answer: accepted('/up') },
    { request: 'PATCH /up', answer: accepted('/up', { range: '0-4' }) },
    { request: 'DELETE /up', answer: { status: 204 } },
  )
  const pushing = server.client().putBlobChunked('a/b', { digest, chunks: Readable.from([bytes]) })
  await expect(pushing).rejects.toMatchObject({ code: 'invalid_response' })
  await settled(server, 3)
})

test('a mount that becomes an upload is given up', async () => {
  const server = await startScriptedServer()
  const mount = `${open}?mount=${encodeURIComponent(digest)}&from=c%2Fd`
  server.expect(
    { request: mount, answer: accepted('/up') },
    { request: 'DELETE /up', answer: { status: 204 } },
  )
  expect(await server.client().mountBlob('a/b', digest, 'c/d')).toBe(false)
})

const challenge = (server: ScriptedServer) => ({
  'www-authenticate': `Bearer realm="${server.url}/token",service="reg",scope="repository:a/b:pull,push",error="invalid_token"`,
})
const token = `GET /token?service=reg&scope=${encodeURIComponent('repository:a/b:pull,push')}`
/** Takes `granted` alone, and opens a session under each of these addresses in turn. */
const sessions = (server: ScriptedServer, granted: () => string, ...addresses: string[]) => ({
  request: open,
  times: 10,
  answer: ({ headers }: { headers: { authorization?: string } }) =>
    headers.authorization === `Bearer ${granted()}`
      ? accepted(addresses.shift() ?? '/none')
      : { status: 401, headers: challenge(server) },
})
const credentials = async () => ({ kind: 'basic', username: 'ann', password: 'secret' }) as const

test('a token is asked for once the first piece of the body is here, and not before', async () => {
  const server = await startScriptedServer()
  let tokens = 0
  server.expect(
    sessions(server, () => 't1', '/up'),
    {
      request: token,
      times: 2,
      answer: () => ({ body: { token: `t${++tokens}`, expires_in: 1 } }),
    },
    { request: final('/up?'), answer: { status: 201 } },
  )
  let seenBefore: string[] = []
  const body = () =>
    Readable.from(
      (async function* () {
        // Longer than the token lives.
        await new Promise((resolve) => setTimeout(resolve, 1_200))
        seenBefore = server.seen.map(({ method }) => method)
        yield bytes
      })(),
    )
  await server.client({ credentials }).putBlob('a/b', { digest, sizeBytes: 10, body })
  expect(seenBefore).toEqual(['POST', 'GET', 'POST'])
  expect(server.seen.at(-1)?.headers.authorization).toBe('Bearer t2')
})

test('an upload that is answered 401 begins anew in another session, for the first may have a part of it', async () => {
  const server = await startScriptedServer()
  let tokens = 0
  const granted = () => `t${tokens}`
  server.expect(
    sessions(server, granted, '/up/1', '/up/2'),
    { request: token, times: 2, answer: () => ({ body: { token: `t${++tokens}`, expires_in: 300 } }) },
    { request: final('/up/1?'), answer: { status: 401, headers: challenge(server) } },
    { request: 'DELETE /up/1', answer: { status: 204 } },
    { request: final('/up/2?'), answer: { status: 201 } },
  )
  let opened = 0
  const body = () => {
    opened++
    return Readable.from([bytes])
  }
  await server.client({ credentials }).putBlob('a/b', { digest, sizeBytes: 10, body })
  expect(opened).toBe(2)
  await vi.waitFor(() => expect(server.seen.some(({ method }) => method === 'DELETE')).toBe(true))
})

test('an upload that is answered 401 for ever is given up', async () => {
  const server = await startScriptedServer()
  let tokens = 0
  server.expect(
    sessions(server, () => `t${tokens}`, '/up', '/up', '/up'),
    { request: token, times: 4, answer: () => ({ body: { token: `t${++tokens}`, expires_in: 300 } }) },
    { request: final('/up?'), times: 3, answer: { status: 401, headers: challenge(server) } },
    { request: 'DELETE /up', times: 3, answer: { status: 204 } },
  )
  const pushing = server.client({ credentials }).putBlob('a/b', { digest, sizeBytes: 10, body: bytes })
  await expect(pushing).rejects.toMatchObject({ code: 'unauthorized', status: 401 })
  await settled(server, 14)
})

test('a body that can’t be had fails the upload, and no token is asked for', async () => {
  const server = await startScriptedServer()
  server.expect(
    { request: open, answer: accepted('/up') },
    { request: 'DELETE /up', answer: { status: 204 } },
  )
  const body = () =>
    new Readable({
      read() {
        this.destroy(new RegistryError({ code: 'timeout', registry: 'source' }))
      },
    })
  const pushing = server.client().putBlob('a/b', { digest, sizeBytes: 10, body })
  await expect(pushing).rejects.toMatchObject({ code: 'timeout', registry: 'source' })
  await settled(server, 2)
})
