import { expect, test } from 'vitest'
import { createLog } from './log.ts'
import { readiness } from './readiness.ts'

const request = new Request('http://localhost/readyz')
const asking = (query: () => Promise<unknown>) =>
  readiness(request, async () => ({ log: createLog('silent'), store: { pool: { query } } }) as never, 20)

test('200 when the database answers', async () => {
  expect((await asking(async () => [])).status).toBe(200)
})

test.each<[string, () => Promise<unknown>]>([
  ['fails', async () => Promise.reject(new Error('postgres://user:secret@db'))],
  ['hangs', () => new Promise(() => {})],
])('503 with a problem that tells nothing when it %s', async (_, query) => {
  const response = await asking(query)
  expect(response.status).toBe(503)
  const text = await response.text()
  expect(JSON.parse(text)).toMatchObject({ code: 'store_unavailable' })
  expect(text).not.toContain('secret')
})
