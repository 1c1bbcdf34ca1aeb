import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { digestOf } from './digest.ts'
import { mediaTypes } from './media-types.ts'
import { startScriptedServer } from './testing/scripted-server.ts'

const bytes = Buffer.from('{"schemaVersion":2}')
const digest = digestOf(bytes)
const type = { 'content-type': mediaTypes.ociManifest }
const byDigest = `GET /v2/a/b/manifests/${digest}`
const byTag = 'GET /v2/a/b/manifests/x'

test('a manifest is verified against the digest that was asked for', async () => {
  const server = await startScriptedServer()
  const lie = { headers: { ...type, 'docker-content-digest': digest }, body: 'something else' }
  server.expect({ request: byDigest, answer: lie }, { request: byTag, answer: lie })
  const client = server.client()
  await expect(client.getManifest('a/b', digest)).rejects.toMatchObject({ code: 'digest_mismatch' })
  await expect(client.getManifest('a/b', 'x')).rejects.toMatchObject({ code: 'digest_mismatch' })
})

test('a tag without an announced digest goes by that of its bytes, one in sha512 by that', async () => {
  const server = await startScriptedServer()
  const sha512 = digestOf(bytes, 'sha512')
  server.expect(
    { request: byTag, answer: { headers: type, body: bytes } },
    {
      request: 'GET /v2/a/b/manifests/y',
      answer: { headers: { ...type, 'docker-content-digest': sha512 }, body: bytes },
    },
  )
  const client = server.client()
  expect(await client.getManifest('a/b', 'x')).toEqual({ digest, mediaType: mediaTypes.ociManifest, bytes })
  expect(await client.getManifest('a/b', 'y')).toMatchObject({ digest: sha512 })
})

test('a signed schema 1 manifest goes by the digest of what was signed', async () => {
  const payload = '{\n   "schemaVersion": 1\n}'
  const formatLength = payload.length - 2
  const header = { formatLength, formatTail: Buffer.from('\n}').toString('base64url') }
  const signature = { protected: Buffer.from(JSON.stringify(header)).toString('base64url') }
  const body = `${payload.slice(0, formatLength)},"signatures":${JSON.stringify([signature])}}`
  const server = await startScriptedServer()
  const headers = {
    'content-type': mediaTypes.dockerSchema1Signed,
    'docker-content-digest': digestOf(Buffer.from(payload)),
  }
  server.expect({ request: byTag, answer: { headers, body } })
  const raw = await server.client().getManifest('a/b', 'x')
  expect(raw.digest).toBe(digestOf(Buffer.from(payload)))
  expect(raw.bytes.toString()).toBe(body)
})

test('HEAD without a digest says so instead of guessing', async () => {
  const server = await startScriptedServer()
  server.expect({
    request: 'HEAD /v2/a/b/manifests/x',
    answer: { headers: { ...type, 'docker-content-digest': 'junk' } },
  })
  expect(await server.client().headManifest('a/b', 'x')).toMatchObject({ digest: null })
})

test('a registry that knows no HEAD is asked by GET', async () => {
  const server = await startScriptedServer()
  server.expect(
    { request: 'HEAD /v2/a/b/manifests/x', answer: { status: 405 } },
    { request: byTag, answer: { headers: type, body: bytes } },
  )
  const head = { digest, mediaType: mediaTypes.ociManifest, sizeBytes: bytes.length }
  expect(await server.client().headManifest('a/b', 'x')).toEqual(head)
})

test.each([
  ['announced', true],
  ['endless', false],
])('a manifest of %s length beyond the limit is not read', async (_, isAnnounced) => {
  const server = await startScriptedServer()
  server.expect({
    request: byTag,
    answer: (_request, response) => {
      response.writeHead(200, { ...type, ...(isAnnounced && { 'content-length': String(2 ** 40) }) })
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) {}
      }
      response.on('drain', more)
      more()
      return undefined
    },
  })
  await expect(server.client().getManifest('a/b', 'x')).rejects.toMatchObject({ code: 'too_large' })
})

test('a body that ends before its time is invalid, in memory and as a stream', async () => {
  const server = await startScriptedServer()
  const blobDigest = digestOf(Buffer.from('x'.repeat(100)))
  const cut = (request: string) => ({
    request,
    answer: (_: unknown, response: import('node:http').ServerResponse) => {
      response.writeHead(200, { ...type, 'content-length': '100' })
      response.write('x'.repeat(50), () => setTimeout(() => response.socket?.destroy(), 20))
      return undefined
    },
  })
  server.expect(cut(byTag), { ...cut(`GET /v2/a/b/blobs/${blobDigest}`), times: 2 })
  const client = server.client()
  await expect(client.getManifest('a/b', 'x')).rejects.toMatchObject({ code: 'invalid_response' })
  await expect(client.readBlob('a/b', blobDigest, { maxBytes: 1000 })).rejects.toMatchObject({
    code: 'invalid_response',
  })
  const { stream } = await client.getBlob('a/b', blobDigest)
  await expect(buffer(stream)).rejects.toMatchObject({ name: 'RegistryError', code: 'invalid_response' })
})

test('a body that stops coming, and one that trickles for ever, time out', async () => {
  const server = await startScriptedServer()
  const timers: NodeJS.Timeout[] = []
  server.expect(
    {
      request: byTag,
      answer: (_, response) => {
        response.writeHead(200, type)
        response.write('{')
        return undefined
      },
    },
    {
      request: byDigest,
      answer: (_, response) => {
        response.writeHead(200, type)
        timers.push(setInterval(() => response.write(' '), 20))
        return undefined
      },
    },
  )
  const client = server.client({ timeoutMs: 150 })
  await expect(client.getManifest('a/b', 'x')).rejects.toMatchObject({ code: 'timeout' })
  await expect(client.getManifest('a/b', digest)).rejects.toMatchObject({ code: 'timeout' })
  for (const timer of timers) clearInterval(timer)
})

test('a blob with other bytes fails at the end of its stream', async () => {
  const server = await startScriptedServer()
  server.expect({ request: `GET /v2/a/b/blobs/${digest}`, answer: { body: 'other bytes' } })
  const { stream } = await server.client().getBlob('a/b', digest)
  await expect(buffer(stream)).rejects.toMatchObject({ name: 'RegistryError', code: 'digest_mismatch' })
})

test('another part of a blob than the one that was asked for is refused', async () => {
  const server = await startScriptedServer()
  const headers = { 'content-range': 'bytes 0-1/9' }
  server.expect({ request: `GET /v2/a/b/blobs/${digest}`, answer: { status: 206, headers, body: 'ab' } })
  const reading = server.client().getBlob('a/b', digest, { range: { start: 4 } })
  await expect(reading).rejects.toMatchObject({ code: 'invalid_response' })
})

test('connections are kept alive', async () => {
  const server = await startScriptedServer()
  server.expect({ request: byTag, times: 20, answer: { headers: type, body: bytes } })
  const client = server.client({ concurrency: 1 })
  for (let i = 0; i < 20; i++) await client.getManifest('a/b', 'x')
  expect(new Set(server.seen.map(({ port }) => port)).size).toBeLessThanOrEqual(2)
})
