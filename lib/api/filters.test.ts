import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { listOf, MomentFilter, PlatformFilter, parseMoment, parseSize } from './filters.ts'

describe('a moment', () => {
  test('is a while ago, or a date', () => {
    expect(parseMoment('30d')).toEqual({ agoMs: 30 * 86_400_000 })
    expect(parseMoment('2w')).toEqual({ agoMs: 14 * 86_400_000 })
    expect(parseMoment(' 12h ')).toEqual({ agoMs: 12 * 3_600_000 })
    expect(parseMoment('2026-01-31')).toEqual({ at: new Date('2026-01-31T00:00:00Z') })
    expect(parseMoment('2026-01-31T12:30Z')).toEqual({ at: new Date('2026-01-31T12:30:00Z') })
  })

  test('is nothing else', () => {
    for (const text of [
      '',
      '30',
      'd',
      '-1d',
      '999999d',
      '1month',
      '2026-02-30',
      '2026-13-01',
      'yesterday',
      '1e3d',
    ])
      expect([text, parseMoment(text)]).toEqual([text, null])
    expect(MomentFilter.safeParse('soon').error?.issues[0]?.message).toMatch(/30d/)
  })
})

test('a size has a unit or is bytes, and what is no size is none', () => {
  expect(['1500', '10MB', '1.5 GiB', '2kb', '0'].map(parseSize)).toEqual([
    1500,
    10_000_000,
    1.5 * 2 ** 30,
    2000,
    0,
  ])
  for (const text of ['', 'MB', '-1', '1e9', '10 MBit', '9999999999999999TB', '1,5MB'])
    expect([text, parseSize(text)]).toEqual([text, null])
})

test('several values stand in one parameter or in several', () => {
  const Kinds = listOf(z.enum(['a', 'b']))
  expect(Kinds.parse('a,b')).toEqual(['a', 'b'])
  expect(Kinds.parse(['a', 'b,a'])).toEqual(['a', 'b', 'a'])
  expect(Kinds.parse(undefined)).toBeUndefined()
  expect(Kinds.safeParse('a,c').success).toBe(false)
})

test('a platform has up to three parts', () => {
  for (const text of ['linux', 'linux/arm64', 'linux/arm/v7', 'windows'])
    expect(PlatformFilter.safeParse(text).success).toBe(true)
  for (const text of ['', '/', 'linux/', 'a/b/c/d', 'linux arm64', '%'])
    expect([text, PlatformFilter.safeParse(text).success]).toEqual([text, false])
})
