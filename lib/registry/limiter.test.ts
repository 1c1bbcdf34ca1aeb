import { expect, test } from 'vitest'
import { createLimiter, type Outcome } from './limiter.ts'

/** A registry that answers so many at once, each in 10 ms, on a clock of its own; more only wait there. */
async function work(
  limiter: ReturnType<typeof createLimiter>,
  clock: { ms: number },
  bearable: number,
  rounds: number,
  waitingAtOnce = 64,
) {
  for (let round = 0; round < rounds; round++) {
    const waiting = Array.from({ length: waitingAtOnce }, () => limiter.acquire('background'))
    let served = 0
    while (served < waiting.length) {
      const running = Math.min(limiter.limit, waiting.length - served)
      const batch = await Promise.all(waiting.slice(served, served + running))
      clock.ms += 10 * Math.max(1, running / bearable)
      for (const release of batch) release('well')
      served += running
    }
  }
}

const limiterOn = (clock: { ms: number }, start: number) =>
  createLimiter({ start, max: 24, now: () => clock.ms })

test('places grow while more of them bring more answers', async () => {
  const clock = { ms: 0 }
  const limiter = limiterOn(clock, 4)
  await work(limiter, clock, 100, 60)
  expect(limiter.limit).toBeGreaterThan(12)
})

test('a registry that answers as quickly as ever is asked for as much as allowed within a few hundred answers', async () => {
  const clock = { ms: 0 }
  const limiter = createLimiter({ start: 8, max: 48, now: () => clock.ms })
  await work(limiter, clock, 100, 1, 700)
  expect(limiter.limit).toBeGreaterThan(30)
})

test('one that only answers slower for more is asked no more than it was', async () => {
  const clock = { ms: 0 }
  const limiter = createLimiter({ start: 8, max: 48, now: () => clock.ms })
  // Twice as many take four times as long.
  for (let round = 0; round < 40; round++) {
    const waiting = Array.from({ length: 64 }, () => limiter.acquire('background'))
    for (let served = 0; served < waiting.length; ) {
      const batch = await Promise.all(waiting.slice(served, served + limiter.limit))
      clock.ms += 10 * (batch.length / 8) ** 2
      served += batch.length
      for (const release of batch) release('well')
    }
  }
  expect(limiter.limit).toBeLessThanOrEqual(12)
})

test('what tells of too much halves them once, down to one', async () => {
  const outcome: Outcome = 'overloaded'
  const clock = { ms: 0 }
  const limiter = limiterOn(clock, 8)
  const places = await Promise.all(Array.from({ length: 8 }, () => limiter.acquire()))
  clock.ms += 10
  // All of one moment tell of the same trouble.
  for (const release of places) release(outcome)
  expect(limiter.limit).toBe(4)
  for (let i = 0; i < 5; i++) {
    clock.ms += 10
    const release = await limiter.acquire()
    release(outcome)
  }
  expect(limiter.limit).toBe(1)
})

test('what somebody waits for comes before what is read ahead', async () => {
  const limiter = createLimiter({ start: 1, max: 1 })
  const first = await limiter.acquire()
  const order: string[] = []
  const ahead = limiter.acquire('background').then((release) => {
    order.push('background')
    release()
  })
  const waitedFor = limiter.acquire('interactive').then((release) => {
    order.push('interactive')
    release()
  })
  first()
  await Promise.all([ahead, waitedFor])
  expect(order).toEqual(['interactive', 'background'])
})

test('a place that is given back twice counts once, and one who gave up takes none', async () => {
  const limiter = createLimiter({ start: 1, max: 1 })
  const release = await limiter.acquire()
  const gone = new AbortController()
  const waiting = limiter.acquire('interactive', gone.signal)
  gone.abort(new Error('gone'))
  await expect(waiting).rejects.toThrow('gone')
  release()
  release()
  expect(limiter.active).toBe(0)
})
