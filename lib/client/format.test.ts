import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatDuration,
  formatPlatform,
  formatRelative,
  formatTimeLeft,
  parseTime,
  shortDigest,
} from './format.ts'

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [999_949, '999.9 kB'],
    [999_950, '1.0 MB'],
    [1_400_000_000, '1.4 GB'],
    [2_104_000_000_000, '2.1 TB'],
  ])('%d is %s', (bytes, text) => expect(formatBytes(bytes, 'en')).toBe(text))

  it("use the reader's decimal sign", () => expect(formatBytes(1_234_567, 'de')).toMatch(/^1,2\sMB$/))
})

describe('relative time', () => {
  const now = Date.parse('2026-11-23T12:00:00Z')
  const ago = (seconds: number) => formatRelative(now - seconds * 1_000, now, 'en')

  it.each([
    [0, '0 seconds ago'],
    [1, '1 second ago'],
    [59, '59 seconds ago'],
    [60, '1 minute ago'],
    [3_599, '59 minutes ago'],
    [3_600, '1 hour ago'],
    [86_400, '1 day ago'],
    [40 * 86_400, '1 month ago'],
    [800 * 86_400, '2 years ago'],
  ])('of %d seconds is %s', (seconds, text) => expect(ago(seconds)).toBe(text))

  it('looks ahead as well', () => expect(ago(-7_200)).toBe('in 2 hours'))
  it('speaks Korean', () => expect(formatRelative(now - 7_200_000, now, 'ko')).toBe('2시간 전'))
})

describe('how long something lasts', () => {
  it.each([
    [47_000, 'en', '47 sec'],
    [7_300_000, 'en', '2 hr'],
    [7_300_000, 'ko', '2시간'],
    [-5_000, 'en', '0 sec'],
  ])('of %d ms is told in %s as %s', (ms, locale, text) => expect(formatDuration(ms, locale)).toBe(text))
})

it.each([
  [30 * 86_400_000 - 5_000, '30 days'],
  [30 * 86_400_000 - 3_600_000, '29 days'],
  [86_400_000 - 5_000, '1 day'],
  [5_000, '5 sec'],
])('%d ms are left as %s', (ms, text) => expect(formatTimeLeft(ms, 'en')).toBe(text))

describe('a time that nobody can have meant', () => {
  it.each(['0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z', 'yesterday', '', null, undefined])(
    '%s is unknown',
    (time) => expect(parseTime(time)).toBeNull(),
  )
  it('is not a real one', () =>
    expect(parseTime('2026-11-23T12:00:00Z')).toBe(Date.parse('2026-11-23T12:00:00Z')))
})

it('shortens a digest to twelve characters after the algorithm', () => {
  expect(shortDigest(`sha256:${'0123456789ab'.repeat(5)}cdef`)).toBe('0123456789ab')
})

it('names a platform with its variant, and Windows with its version', () => {
  const windows = { os: 'windows', architecture: 'amd64', variant: null, osVersion: '10.0.20348.2' }
  expect(formatPlatform({ os: 'linux', architecture: 'arm', variant: 'v7', osVersion: null })).toBe(
    'linux/arm/v7',
  )
  expect(formatPlatform(windows)).toBe('windows/amd64 10.0.20348.2')
})
