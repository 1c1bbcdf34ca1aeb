import { expect, test, vi } from 'vitest'
import { createLocalChanges } from './changes.ts'
import { type EventStreamOptions, eventStream } from './event-stream.ts'

function open(more: Partial<EventStreamOptions> = {}) {
  const changes = createLocalChanges()
  const onEnd = vi.fn()
  const stream = eventStream({
    changes,
    first: [],
    isStillAllowed: async () => true,
    signal: new AbortController().signal,
    onEnd,
    ...more,
  })
  let text = ''
  let isOver = false
  const reading = (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of stream) text += decoder.decode(chunk)
    isOver = true
  })()
  return { changes, onEnd, stream, reading, text: () => text, isOver: () => isOver }
}

test('says how soon to come back, then what was told before, then what is told, each with an id', async () => {
  const { changes, text } = open({ first: [{ about: 'registries' }] })
  changes.publish({ about: 'activity' })
  await vi.waitFor(() =>
    expect(text()).toBe(
      'retry: 2000\nevent: ready\nid: 0\ndata: {}\n\n' +
        'event: change\nid: 1\ndata: {"about":"registries"}\n\n' +
        'event: change\nid: 2\ndata: {"about":"activity"}\n\n',
    ),
  )
})

test('that anything may have changed is an event of its own', async () => {
  const { text } = open({ first: [{ about: 'anything' }] })
  await vi.waitFor(() => expect(text()).toContain('event: resync\nid: 1\ndata: {}\n\n'))
})

test('while nothing happens it says that it is there', async () => {
  const { text } = open({ heartbeatMs: 10 })
  await vi.waitFor(() => expect(text()).toMatch(/\n\n: still here\n/))
})

test('ends when the session is over, and not while the store does not answer', async () => {
  const isStillAllowed = vi
    .fn()
    .mockRejectedValueOnce(new Error('down'))
    .mockResolvedValueOnce(true)
    .mockResolvedValue(false)
  const { onEnd, reading, changes } = open({ checkMs: 10, isStillAllowed })
  await reading
  expect(isStillAllowed).toHaveBeenCalledTimes(3)
  expect(onEnd).toHaveBeenCalledTimes(1)
  expect(changes.listenerCount).toBe(0)
})

test('ends when we do, when the reader goes, and then holds on to nothing', async () => {
  const ours = open()
  await ours.changes.close()
  await ours.reading
  expect(ours.onEnd).toHaveBeenCalledTimes(1)

  const controller = new AbortController()
  const theirs = open({ signal: controller.signal })
  controller.abort()
  await theirs.reading
  expect(theirs.onEnd).toHaveBeenCalledTimes(1)
  expect(theirs.changes.listenerCount).toBe(0)
})

test('a reader that takes nothing is given up instead of being kept for ever', async () => {
  const changes = createLocalChanges()
  const onEnd = vi.fn()
  const signal = new AbortController().signal
  eventStream({ changes, first: [], isStillAllowed: async () => true, signal, onEnd })
  for (let n = 0; n < 20_000 && onEnd.mock.calls.length === 0; n++)
    changes.publish({ about: 'tags', registry: 'a', repository: `r${n}` })
  expect(onEnd).toHaveBeenCalledTimes(1)
  expect(changes.listenerCount).toBe(0)
})
