import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Coalescer } from './coalescer.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('the first is told at once, a thousand more within the moment once after it, and others are not held up', () => {
  const told: string[] = []
  const coalescer = new Coalescer<string>(150, (item) => told.push(item))
  coalescer.add('a', 'a')
  expect(told).toEqual(['a'])
  for (let n = 0; n < 1000; n++) coalescer.add('a', 'a')
  coalescer.add('b', 'b')
  expect(told).toEqual(['a', 'b'])
  vi.advanceTimersByTime(149)
  expect(told).toEqual(['a', 'b'])
  vi.advanceTimersByTime(1)
  expect(told).toEqual(['a', 'b', 'a'])
  vi.advanceTimersByTime(1000)
  expect(told).toEqual(['a', 'b', 'a'])
})

test('what never stops is told once a moment', () => {
  const told: string[] = []
  const coalescer = new Coalescer<string>(150, (item) => told.push(item))
  for (let ms = 0; ms < 1500; ms += 10) {
    coalescer.add('a', 'a')
    vi.advanceTimersByTime(10)
  }
  expect(told.length).toBeGreaterThanOrEqual(10)
  expect(told.length).toBeLessThanOrEqual(11)
})

test('nothing is told once it is closed', () => {
  const told: string[] = []
  const coalescer = new Coalescer<string>(150, (item) => told.push(item))
  coalescer.add('a', 'a')
  coalescer.add('a', 'a')
  coalescer.close()
  vi.advanceTimersByTime(1000)
  expect(told).toEqual(['a'])
})
