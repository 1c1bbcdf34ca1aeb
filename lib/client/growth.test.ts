import { expect, it } from 'vitest'
import { lastKnownDay, latestOf, lineStyle, loneDays } from './growth.ts'

it('tells thirty lines apart, and neighbours by colour as well as by dash', () => {
  const styles = Array.from({ length: 30 }, (_, at) => lineStyle(at))
  expect(new Set(styles.map((style) => JSON.stringify(style))).size).toBe(30)
  for (const [at, style] of styles.entries()) {
    const next = styles[at + 1]
    if (!next) continue
    expect(next.colour).not.toBe(style.colour)
    expect(next.dash).not.toEqual(style.dash)
  }
})

it('finds the days that a line alone would not show', () => {
  expect(loneDays([1, null, 2, 3, null, 4])).toEqual([0, 5])
  expect(loneDays([null, 0, null])).toEqual([1])
  expect(loneDays([1, 2, 3])).toEqual([])
  expect(loneDays([])).toEqual([])
})

it('looks past gaps at the end for what was known last, and takes zero for a figure', () => {
  expect(latestOf([5, 0, null])).toBe(0)
  expect(latestOf([null])).toBeNull()
  expect(
    lastKnownDay([
      [1, null, null],
      [null, 2, null],
    ]),
  ).toBe(1)
  expect(lastKnownDay([[null], []])).toBeNull()
})
