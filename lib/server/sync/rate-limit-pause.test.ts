import { expect, test } from 'vitest'
import { RegistryError } from '#lib/registry/error.ts'
import { rateLimitPauseOf } from './rate-limit-pause.ts'

const limited = (retryAfterMs: number | null) =>
  new RegistryError({ code: 'rate_limited', registry: 'a', detail: 'slow down', retryAfterMs })

test('a registry that limits us is left alone for as long as it asks, a minute where it does not say', () => {
  expect(rateLimitPauseOf(limited(7_000), 0)).toBe(7_000)
  expect(rateLimitPauseOf(limited(null), 0)).toBe(60_000)
})

test('it is not waited for longer than a quarter of an hour at a time, nor for ever', () => {
  expect(rateLimitPauseOf(limited(24 * 3_600_000), 0)).toBe(15 * 60_000)
  expect(rateLimitPauseOf(limited(7_000), 100)).toBeNull()
})

test('what failed for another reason is not waited for', () => {
  expect(
    rateLimitPauseOf(new RegistryError({ code: 'unreachable', registry: 'a', detail: 'x' }), 0),
  ).toBeNull()
  expect(rateLimitPauseOf(new Error('our own'), 0)).toBeNull()
})
