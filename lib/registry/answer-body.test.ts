import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { expect, test, vi } from 'vitest'
import { AnswerBody } from './answer-body.ts'
import { createRegistryClient } from './client.ts'

const senderOf = () => ({ pause: vi.fn(), resume: vi.fn(), abort: vi.fn() })
const tooLarge = () => new Error('too large')

test('what came in before anybody read is read as well, whole or as a stream', async () => {
  for (const read of [
    (body: AnswerBody) => body.whole(100, tooLarge),
    (body: AnswerBody) => buffer(body.stream()),
  ]) {
    const body = new AnswerBody(senderOf())
    body.incoming.piece(Buffer.from('one '))
    const reading = read(body)
    body.incoming.piece(Buffer.from('two'))
    expect(body.isOver).toBe(false)
    body.incoming.end()
    expect(body.isOver).toBe(true)
    expect((await reading).toString()).toBe('one two')
  }
})

test('a sender waits while nobody reads, and goes on for whoever does', async () => {
  const sender = senderOf()
  const body = new AnswerBody(sender)
  body.incoming.piece(Buffer.alloc(65_535))
  expect(sender.pause).not.toHaveBeenCalled()
  body.incoming.piece(Buffer.alloc(1))
  expect(sender.pause).toHaveBeenCalledTimes(1)
  const stream = body.stream()
  const resumed = sender.resume.mock.calls.length
  body.incoming.piece(Buffer.alloc(200_000))
  expect(sender.pause).toHaveBeenCalledTimes(2)
  stream.resume()
  await vi.waitFor(() => expect(sender.resume.mock.calls.length).toBeGreaterThan(resumed))
})

test('an end with an error is the error of whoever reads; who has all of it lets go of nothing', async () => {
  const sender = senderOf()
  const body = new AnswerBody(sender)
  const reading = body.whole(10, tooLarge)
  body.incoming.end(new Error('torn off'))
  await expect(reading).rejects.toThrow('torn off')
  body.destroy()
  expect(sender.abort).not.toHaveBeenCalled()
  const long = new AnswerBody(sender)
  const tooLong = long.whole(10, tooLarge)
  long.incoming.piece(Buffer.alloc(11))
  await expect(tooLong).rejects.toThrow('too large')
  long.destroy()
  expect(sender.abort).toHaveBeenCalledTimes(1)
})

test('HEAD after HEAD goes over the same connections', async () => {
  let connections = 0
  const server = createServer((_, response) => response.writeHead(200, { 'content-length': '1234' }).end())
  server.on('connection', () => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const client = createRegistryClient({
    id: 'a',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  })
  for (let n = 0; n < 20; n++)
    expect(await client.headManifest('a/b', `tag-${n}`)).toMatchObject({ sizeBytes: 1234 })
  await client.close()
  server.closeAllConnections()
  server.close()
  // A pool opens a second one where the first is not back yet; it used to be twenty.
  expect(connections).toBeLessThan(4)
})
