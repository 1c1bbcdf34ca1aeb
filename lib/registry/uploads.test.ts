import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { digestOf } from './digest.ts'
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
