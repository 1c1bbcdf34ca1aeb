import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Change } from '#lib/api/live.ts'
import { LiveConnection } from './live-connection.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => vi.useRealTimers())

function world() {
  const sources: { since: number; closed: boolean; say: (type: string, data?: unknown) => void }[] = []
  const heard: Change[] = []
  const connected: boolean[] = []
  const connection = new LiveConnection({
    now: () => performance.now(),
    open: (since) => {
      const listeners = new Map<string, (event: { data?: unknown }) => void>()
      const source = {
        since,
        closed: false,
        say: (type: string, data: unknown = {}) => listeners.get(type)?.({ data: JSON.stringify(data) }),
      }
      sources.push(source)
      return {
        addEventListener: (type, listener) => listeners.set(type, listener),
        close: () => {
          source.closed = true
        },
      }
    },
    onChange: (change) => heard.push(change),
    onConnected: (is) => connected.push(is),
  })
  return { sources, heard, connected, connection, at: (n: number) => sources[n] ?? expect.fail('not opened') }
}

it('asks for what was told since the page was loaded, and hands on what it hears', () => {
  const { connection, at, heard, connected } = world()
  vi.advanceTimersByTime(700)
  connection.start()
  expect(at(0).since).toBeGreaterThanOrEqual(700)
  at(0).say('ready')
  at(0).say('change', { about: 'registry', registry: 'one' })
  at(0).say('resync')
  at(0).say('change', { about: 'weather' })
  expect(connected.at(-1)).toBe(true)
  expect(heard).toEqual([
    { about: 'registry', registry: 'one' },
    { about: 'anything' },
    // What an older page does not understand may concern it.
    { about: 'anything' },
  ])
})

it('opens again with growing pauses after a failure, and asks for what it has missed', () => {
  const { connection, sources, at, connected } = world()
  connection.start()
  at(0).say('ready')
  at(0).say('error')
  expect([connected.at(-1), at(0).closed, sources.length]).toEqual([false, true, 1])
  vi.advanceTimersByTime(1_500)
  expect(sources).toHaveLength(2)
  expect(at(1).since).toBeGreaterThan(500)
  const opened: number[] = []
  for (let ms = 0; ms < 240_000; ms += 100) {
    const before = sources.length
    if (!at(before - 1).closed) at(before - 1).say('error')
    vi.advanceTimersByTime(100)
    if (sources.length > before) opened.push(ms)
  }
  expect(opened.length).toBeGreaterThan(6)
  expect(opened.length).toBeLessThan(20)
  while (at(sources.length - 1).closed) vi.advanceTimersByTime(1_000)
  at(sources.length - 1).say('ready')
  expect(connected.at(-1)).toBe(true)
})

it('tells that anything may have changed after it was away for long', () => {
  const { connection, at, heard } = world()
  connection.start()
  at(0).say('ready')
  connection.stop()
  vi.advanceTimersByTime(10 * 60_000)
  connection.start()
  expect(at(1).since).toBe(60_000)
  at(1).say('ready')
  expect(heard).toEqual([{ about: 'anything' }])
})

it('takes 45 s without a word for a broken stream', () => {
  const { connection, sources, at } = world()
  connection.start()
  at(0).say('ready')
  for (let n = 0; n < 10; n++) {
    vi.advanceTimersByTime(15_000)
    at(0).say('beat')
  }
  expect(sources).toHaveLength(1)
  vi.advanceTimersByTime(45_000 + 1_500)
  expect([at(0).closed, sources.length]).toEqual([true, 2])
})

it('stopped, it stays closed', () => {
  const { connection, sources, at } = world()
  connection.start()
  at(0).say('error')
  connection.stop()
  vi.advanceTimersByTime(10 * 60_000)
  expect(sources).toHaveLength(1)
})
