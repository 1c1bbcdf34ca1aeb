import { expect, test } from 'vitest'
import { patternsOf } from './vanished-tags.ts'

test('patterns match exactly the tags that they were made of, and none is longer than a filter may be', () => {
  const names = Array.from({ length: 300 }, (_, n) => (n % 50 === 0 ? 'x'.repeat(120) + n : `1.${n}.0`))
  const patterns = patternsOf(names)
  expect(Math.max(...patterns.map((pattern) => pattern.length))).toBeLessThanOrEqual(256)
  expect(patterns.length).toBeLessThan(30)
  const isMatched = (name: string) => patterns.some((pattern) => new RegExp(pattern).test(name))
  expect(names.filter((name) => !isMatched(name))).toEqual([])
  expect(['1x7x0', '1.7', '1.7.0-rc', 'v1.7.0', '1.300.0'].filter(isMatched)).toEqual([])
  expect(patternsOf([])).toEqual([])
  expect(patternsOf(['y'.repeat(128)])).toHaveLength(1)
})
