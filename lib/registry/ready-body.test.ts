import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { readyBody } from './ready-body.ts'

test('a stream is given on once it has something, and nothing of it is lost', async () => {
  let isHere = false
  const late = async function* () {
    await new Promise((resolve) => setTimeout(resolve, 30))
    isHere = true
    yield Buffer.from('one')
    yield Buffer.from('two')
  }
  const body = await readyBody(() => Readable.from(late()))
  expect(isHere).toBe(true)
  expect(String(await buffer(body as Readable))).toBe('onetwo')
})

test('an empty stream is ready as well', async () => {
  const body = await readyBody(() => Readable.from([]))
  expect(await buffer(body as Readable)).toHaveLength(0)
})

test('a stream that fails, or is closed already, keeps nobody waiting', async () => {
  const failing = () => new Readable({ read: () => {} }).destroy(new Error('gone'))
  await expect(readyBody(failing)).rejects.toThrow('gone')
  const closed = await readyBody(() => new Readable({ read: () => {} }).destroy())
  expect((closed as Readable).destroyed).toBe(true)
})

test('whoever gives up is not kept, and the source is let go', async () => {
  const stream = new Readable({ read: () => {} })
  const signal = AbortSignal.timeout(20)
  await expect(readyBody(() => stream, signal)).rejects.toThrow()
  expect(stream.destroyed).toBe(true)
})
