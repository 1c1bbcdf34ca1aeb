import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { createRegistryClient } from './client.ts'
import { digestOf } from './digest.ts'
import { mediaTypes } from './media-types.ts'
import { startScriptedServer } from './testing/scripted-server.ts'

const digest = digestOf(Buffer.from('x'))
const head = 'HEAD /v2/a/b/manifests/x'
const failing = (times: number, status: number, headers = {}) => {
  let left = times
  return () => (left-- > 0 ? { status, headers } : { headers: { 'docker-content-digest': digest } })
}

test.each([500, 502, 503, 504])('a %i is tried again', async (status) => {
  const server = await startScriptedServer()
  server.expect({ request: head, times: 3, answer: failing(2, status) })
  expect(await server.client({ retries: 2 }).headManifest('a/b', 'x')).toMatchObject({ digest })
})

test('what stays broken is a server error after the tries that were allowed', async () => {
  const server = await startScriptedServer()
  server.expect({ request: head, times: 2, answer: { status: 503 } })
  await expect(server.client({ retries: 1 }).headManifest('a/b', 'x')).rejects.toMatchObject({
    code: 'server_error',
    status: 503,
    isTemporary: true,
  })
})

test('429 is waited for as Retry-After says, and everybody waits', async () => {
  const server = await startScriptedServer()
  const times: number[] = []
  server.expect({
    request: head,
    times: 4,
    answer: (() => {
      const answer = failing(1, 429, { 'retry-after': '1' })
      return () => {
        times.push(performance.now())
        return answer()
      }
    })(),
  })
  const client = server.client({ retries: 1, concurrency: 1 })
  await Promise.all([1, 2, 3].map(() => client.headManifest('a/b', 'x')))
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(950)
})

test('a wait of more than half a minute is told and not waited for', async () => {
  const server = await startScriptedServer()
  server.expect({ request: head, answer: { status: 429, headers: { 'retry-after': '3600' } } })
  const asked = server.client({ retries: 3 }).headManifest('a/b', 'x')
  await expect(asked).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 3_600_000 })
})

test('a tag is never deleted or pushed twice: somebody else may have moved it in between', async () => {
  const server = await startScriptedServer()
  server.expect(
    { request: 'DELETE /v2/a/b/manifests/x', answer: { status: 503 } },
    { request: 'PUT /v2/a/b/manifests/x', answer: { status: 503 } },
    { request: `DELETE /v2/a/b/manifests/${digest}`, times: 2, answer: failing(1, 503) },
  )
  const client = server.client({ retries: 2 })
  await expect(client.deleteManifest('a/b', 'x')).rejects.toMatchObject({ code: 'server_error' })
  const manifest = { mediaType: mediaTypes.ociManifest, bytes: Buffer.from('{}') }
  await expect(client.putManifest('a/b', 'x', manifest)).rejects.toMatchObject({ code: 'server_error' })
  await client.deleteManifest('a/b', digest)
})

test('a client that waits for its turn, for a retry or for an answer can be called off', async () => {
  const server = await startScriptedServer()
  server.expect({ request: head, times: 2, answer: { delayMs: 2_000 } })
  const client = server.client({ concurrency: 1, retries: 3 })
  const controller = new AbortController()
  const { signal } = controller
  const begin = performance.now()
  const asked = [1, 2, 3].map(() => client.headManifest('a/b', 'x', { signal }))
  setTimeout(() => controller.abort(), 50)
  for (const result of await Promise.allSettled(asked)) {
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'aborted' } })
  }
  const other = await startScriptedServer()
  other.expect({ request: head, answer: { status: 429, headers: { 'retry-after': '20' } } })
  const waiting = other.client({ retries: 3 }).headManifest('a/b', 'x', { signal: AbortSignal.timeout(100) })
  await expect(waiting).rejects.toMatchObject({ code: 'aborted' })
  expect(performance.now() - begin).toBeLessThan(1_500)
})

test('no more requests are under way than were allowed', async () => {
  const server = await startScriptedServer()
  let underWay = 0
  let most = 0
  server.expect({
    request: head,
    times: 30,
    answer: (_, response) => {
      most = Math.max(most, ++underWay)
      response.on('finish', () => underWay--)
      return { delayMs: 10, headers: { 'docker-content-digest': digest } }
    },
  })
  const client = server.client({ concurrency: 3 })
  await Promise.all(Array.from({ length: 30 }, () => client.headManifest('a/b', 'x')))
  expect(most).toBe(3)
})

test('an address where nobody listens is unreachable, and what is no HTTP is invalid', async () => {
  const server = createServer((socket) => socket.resume().end('SSH-2.0-OpenSSH\r\n'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const client = createRegistryClient({ id: 'r', url: `http://user:secret@127.0.0.1:${port}/`, retries: 0 })
  await expect(client.ping()).rejects.toMatchObject({ code: 'invalid_response' })
  await new Promise((resolve) => server.close(resolve))
  const failure = await client.ping().catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 'unreachable', url: `http://127.0.0.1:${port}/v2/` })
  expect(JSON.stringify(failure)).not.toContain('secret')
  await client.close()
})
