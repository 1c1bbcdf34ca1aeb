import { expect, test } from 'vitest'
import { maxBodyBytes, maxDrainedBytes, readJsonBody } from './read-body.ts'

const post = (body: RequestInit['body'], type?: string) =>
  new Request('http://localhost/x', {
    method: 'POST',
    body,
    headers: type ? { 'content-type': type } : {},
    duplex: 'half',
  } as RequestInit)
const bytes = (text: string) => new TextEncoder().encode(text)

test.each(['application/json', 'Application/JSON; charset=utf-8'])('reads %s', async (type) => {
  expect(await readJsonBody(post('{"a":1}', type))).toEqual({ a: 1 })
})

test('no body is undefined, whatever its type', async () => {
  expect(await readJsonBody(new Request('http://localhost/x', { method: 'POST' }))).toBeUndefined()
})

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/jsonp',
  undefined,
])('refuses %s, which a form of another site could send', async (type) => {
  await expect(readJsonBody(post(bytes('{"a":1}'), type))).rejects.toMatchObject({
    code: 'unsupported_media_type',
  })
})

test('refuses a NUL, which no text of ours may hold', async () => {
  await expect(readJsonBody(post('{"a":["b\\u0000"]}', 'application/json'))).rejects.toMatchObject({
    code: 'invalid_request',
  })
})

test('of what is too large nothing is kept, and a sender without an end is not heard out', async () => {
  let pulled = 0
  const endless = new ReadableStream({
    pull(controller) {
      pulled += 65_536
      controller.enqueue(new Uint8Array(65_536).fill(32))
    },
  })
  await expect(readJsonBody(post(endless, 'application/json'))).rejects.toMatchObject({
    code: 'request_too_large',
  })
  expect(pulled).toBeLessThan(maxDrainedBytes + maxBodyBytes * 2)
})

test('a body of exactly 1 MiB is read', async () => {
  const text = `"${'a'.repeat(maxBodyBytes - 2)}"`
  expect(await readJsonBody(post(text, 'application/json'))).toHaveLength(maxBodyBytes - 2)
})

test.each<[string, BodyInit]>([
  ['half a document', '{"a":'],
  ['what is not UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
])('%s is no JSON', async (_, body) => {
  await expect(readJsonBody(post(body, 'application/json'))).rejects.toMatchObject({
    code: 'invalid_request',
  })
})
