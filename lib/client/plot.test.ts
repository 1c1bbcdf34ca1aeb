import { expect, it } from 'vitest'
import { labelledDays, linePath, ticksUpTo } from './plot.ts'

it('marks round whole numbers from zero, not more than there is room for', () => {
  expect(ticksUpTo(10, 5)).toEqual([0, 2, 4, 6, 8, 10])
  expect(ticksUpTo(1_234, 5)).toEqual([0, 500, 1_000])
  expect(ticksUpTo(1, 5)).toEqual([0, 1])
  expect(ticksUpTo(3, 5)).toEqual([0, 1, 2, 3])
  for (const max of [1, 7, 99, 1_000, 123_456_789, 7e15])
    for (const most of [1, 3, 6]) {
      const ticks = ticksUpTo(max, most)
      expect(ticks.length - 1).toBeLessThanOrEqual(most)
      expect(ticks.every(Number.isInteger)).toBe(true)
      expect(ticks.at(-1)).toBeLessThanOrEqual(max)
    }
})

it('labels the last day and as many before it, evenly apart, as there is room for', () => {
  expect(labelledDays(30, 5)).toEqual([5, 11, 17, 23, 29])
  expect(labelledDays(3, 9)).toEqual([0, 1, 2])
  expect(labelledDays(1, 4)).toEqual([0])
  expect(labelledDays(365, 8).length).toBeLessThanOrEqual(8)
})

it('breaks the line where nothing is known, and never draws that as zero', () => {
  const same = (n: number) => n
  expect(linePath([null, 1, 2, null, null, 5, 6, null], same, same)).toBe('M1.0 1.0L2.0 2.0M5.0 5.0L6.0 6.0')
  expect(linePath([null, null], same, same)).toBe('')
})
