import { describe, expect, test } from 'vitest'
import { median, percentile, worstFramesPerSecond } from './statistics.ts'

test('a percentile is one of the samples, the largest at 1', () => {
  const samples = [5, 1, 4, 2, 3, 10, 9, 8, 7, 6]
  expect(percentile(samples, 0.5)).toBe(5)
  expect(percentile(samples, 0.95)).toBe(10)
  expect(percentile(samples, 1)).toBe(10)
  expect(percentile([7], 0.01)).toBe(7)
  expect(() => percentile([], 0.5)).toThrow()
})

test('the median of an even number lies between the two in the middle', () => {
  expect(median([4, 1, 3])).toBe(3)
  expect(median([4, 1, 3, 2])).toBe(2.5)
})

describe('the worst second', () => {
  const every = (ms: number, fromMs: number, toMs: number) =>
    Array.from({ length: Math.floor((toMs - fromMs) / ms) + 1 }, (_, i) => fromMs + i * ms)

  test('of even frames has as many as their rate', () => {
    expect(worstFramesPerSecond(every(20, 0, 5000))).toBe(50)
  })

  test('is found wherever it lies, also at the very end', () => {
    expect(worstFramesPerSecond([...every(10, 0, 2000), ...every(100, 2100, 3100)])).toBe(10)
    expect(worstFramesPerSecond([...every(10, 0, 2000), 2700])).toBe(31)
  })

  test('of what lasted less than one is the rate', () => {
    expect(worstFramesPerSecond(every(20, 0, 400))).toBe(50)
    expect(() => worstFramesPerSecond([1])).toThrow()
  })
})
