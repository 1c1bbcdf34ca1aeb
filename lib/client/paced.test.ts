import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Paced } from './paced.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('works at once, never twice at a time, and once more for whatever was asked meanwhile', async () => {
  const paced = new Paced()
  let running = 0
  let most = 0
  const work = vi.fn(async () => {
    running++
    most = Math.max(most, running)
    await new Promise((resolve) => setTimeout(resolve, 100))
    running--
  })
  for (let n = 0; n < 10; n++) paced.run('a', 400, work)
  expect(work).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(499)
  expect(work).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(work).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(10_000)
  expect([work.mock.calls.length, most]).toEqual([2, 1])
})

it('goes on after a failure, and leaves what is slow more time', async () => {
  const paced = new Paced()
  const work = vi.fn(async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    throw new Error('offline')
  })
  paced.run('a', 100, work)
  paced.run('a', 100, work)
  await vi.advanceTimersByTimeAsync(2_900)
  expect(work).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(200)
  expect(work).toHaveBeenCalledTimes(2)
})
