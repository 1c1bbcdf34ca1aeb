import { expect, test } from 'vitest'
import { parseContentRange, parseRange } from './byte-range.ts'

test.each([
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=2-', { start: 2, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-99', { start: 0, end: 9 }],
  ['bytes=5-99', { start: 5, end: 9 }],
])('%s of ten bytes', (header, range) => expect(parseRange(header, 10)).toEqual(range))

test.each(['bytes=10-', 'bytes=10-20', 'bytes=-0'])('%s of ten bytes cannot be satisfied', (header) =>
  expect(parseRange(header, 10)).toBe('unsatisfiable'),
)

test.each([undefined, '', 'bytes=', 'bytes=-', 'bytes=5-2', 'bytes=0-1,3-4', 'lines=0-1', 'bytes=a-b'])(
  '%s is ignored',
  (header) => expect(parseRange(header, 10)).toBe('whole'),
)

test('nothing of an empty blob can be asked for', () => {
  expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable')
})

test.each(['', 'bytes', '5', '5-', '-5', '9-5', '0x1-5'])('refuses %j as a Content-Range', (header) =>
  expect(parseContentRange(header)).toBeNull(),
)
