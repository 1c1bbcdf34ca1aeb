import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildImage } from '../lab/images.ts'
import { push } from '../lab/push.ts'
import { startWorld, tagsPath, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
}, 300_000)

afterAll(() => world?.stop())

/** What the stream says from now on. */
async function listen(headers: Record<string, string> = {}) {
  const controller = new AbortController()
  const answer = await world.admin.api('/events', { headers, signal: controller.signal })
  let text = ''
  const reading = (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of answer.body ?? []) text += decoder.decode(chunk, { stream: true })
  })().catch(() => undefined)
  return {
    answer,
    text: () => text,
    stop: () => {
      controller.abort()
      return reading
    },
  }
}

test('the stream is one that no proxy holds back, and says what changes as it is read', async () => {
  await push(world.registries.open, 'live/app', buildImage(), 'v1')
  const stream = await listen()
  expect(stream.answer.status).toBe(200)
  expect(stream.answer.headers.get('content-type')).toMatch(/^text\/event-stream/)
  expect(stream.answer.headers.get('cache-control')).toContain('no-store')
  expect(stream.answer.headers.get('x-accel-buffering')).toBe('no')
  expect(stream.answer.headers.get('content-encoding')).toBeNull()
  await expect.poll(stream.text).toMatch(/^retry: \d+\nevent: ready\n/)
  await world.admin.json(tagsPath('open', 'live/app'))
  await expect.poll(stream.text).toContain('data: {"about":"tags","registry":"open","repository":"live/app"}')
  await stream.stop()
})

test('whoever reconnects is told that anything may have changed', async () => {
  const stream = await listen({ 'last-event-id': '7' })
  await expect.poll(stream.text).toContain('event: resync')
  await stream.stop()
})

test('an account has a bounded number of streams, and gets new ones when the old are gone', async () => {
  const streams = await Promise.all(Array.from({ length: 40 }, () => listen()))
  const refused = streams.filter(({ answer }) => answer.status === 429)
  expect(refused.length).toBeGreaterThanOrEqual(8)
  await Promise.all(streams.map((stream) => stream.stop()))
  await expect
    .poll(async () => {
      const again = await listen()
      await again.stop()
      return again.answer.status
    })
    .toBe(200)
})
