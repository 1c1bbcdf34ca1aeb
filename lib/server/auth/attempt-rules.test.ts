import { describe, expect, test } from 'vitest'
import {
  type Attempts,
  attemptRules,
  countAttempt,
  forgetAfterMs,
  isForgotten,
  waitMs,
} from './attempt-rules.ts'

const start = new Date('2026-01-01T00:00:00Z')
const later = (ms: number, since = start) => new Date(since.getTime() + ms)

/** Tries as often as is allowed, and returns the waits in seconds. */
function waits(rule: { free: number; maxBlockMs: number }, count: number) {
  const seconds: number[] = []
  let attempts: Attempts | null = null
  let now = start
  for (let i = 0; i < count; i += 1) {
    attempts = countAttempt(attempts, rule, now)
    const wait = waitMs(attempts, now)
    seconds.push(wait / 1000)
    now = later(wait, now)
  }
  return seconds
}

test('a few tries are free, then each wait is twice the last', () => {
  expect(waits(attemptRules.pair, 10)).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32])
})

test('a wait never grows past its maximum', () => {
  expect(Math.max(...waits(attemptRules.pair, 100))).toBe(15 * 60)
  expect(Math.max(...waits(attemptRules.address, 100))).toBe(5 * 60)
  expect(Math.max(...waits(attemptRules.account, 5000))).toBe(60)
})

test('guessing one account from one place gets about a hundred tries in a day', () => {
  const day = 24 * 3600
  let elapsed = 0
  const tries = waits(attemptRules.pair, 200).filter((wait) => {
    elapsed += wait
    return elapsed < day
  })
  expect(tries.length).toBeLessThan(110)
})

describe('forgetting', () => {
  test('a count is kept for a quarter of an hour after the last block', () => {
    const blocked: Attempts = { failures: 9, firstAt: start, blockedUntil: later(60_000) }
    expect(isForgotten(blocked, later(60_000 + forgetAfterMs - 1))).toBe(false)
    expect(isForgotten(blocked, later(60_000 + forgetAfterMs))).toBe(true)
  })

  test('counting then starts over', () => {
    const old: Attempts = { failures: 50, firstAt: start, blockedUntil: null }
    const now = later(forgetAfterMs)
    expect(countAttempt(old, attemptRules.pair, now)).toEqual({
      failures: 1,
      firstAt: now,
      blockedUntil: null,
    })
  })
})
