import { expect, test } from 'vitest'
import { createdOf, parseDate } from './created.ts'

test.each([
  ['none', undefined],
  ['empty', ''],
  ['year 1', '0001-01-01T00:00:00Z'],
  ['the epoch', '1970-01-01T00:00:00Z'],
  ['the buildpacks constant', '1980-01-01T00:00:01Z'],
  ['no date at all', 'yesterday'],
  ['a date that JavaScript alone would take', '2026'],
  ['an impossible one', '2026-13-45T00:00:00Z'],
])('%s is an unknown date', (_, text) => {
  expect(parseDate(text)).toBeNull()
})

test('nanoseconds, offsets and the future are dates', () => {
  expect(parseDate('2026-05-04T10:11:12.123456789Z')?.toISOString()).toBe('2026-05-04T10:11:12.123Z')
  expect(parseDate('2026-05-04T10:11:12+09:00')?.toISOString()).toBe('2026-05-04T01:11:12.000Z')
  expect(parseDate('2099-01-01T00:00:00Z')?.getUTCFullYear()).toBe(2099)
})

test('the config is asked first, then the annotation, and the source is told', () => {
  const [config, annotation] = ['2026-01-01T00:00:00Z', '2026-02-02T00:00:00Z']
  expect(createdOf(config, annotation)?.source).toBe('config')
  expect(createdOf('1970-01-01T00:00:00Z', annotation)).toEqual({
    at: new Date(annotation),
    source: 'annotation',
  })
  expect(createdOf(null, null)).toBeNull()
})
