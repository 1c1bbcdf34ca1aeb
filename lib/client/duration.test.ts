import { expect, it } from 'vitest'
import { formatDuration } from './duration.ts'

it.each([
  [0, '<1s'],
  [499, '<1s'],
  [3_000, '3s'],
  [59_600, '1m'],
  [134_000, '2m 14s'],
  [3_900_000, '1h 5m'],
  [3_600_000, '1h'],
  [90_061_000, '25h 1m'],
])('writes %i ms as %s', (ms, words) => expect(formatDuration(ms, 'en')).toBe(words))

it('writes Korean units in Korean', () => expect(formatDuration(134_000, 'ko')).toBe('2분 14초'))
