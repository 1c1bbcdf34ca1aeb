import { expect, it } from 'vitest'
import { isUnderWay, pollInterval } from './poll.ts'

it('asks quickly at first, then less and less often, then not at all', () => {
  const query = {}
  const at = (ms: number) => pollInterval(query, true, ms)
  expect([0, 900, 1_500, 5_000, 60_000].map(at)).toEqual([250, 250, 500, 1_000, 2_000])
  expect(pollInterval(query, false, 60_100)).toBe(false)
  expect(at(70_000)).toBe(250)
})

it('is under way while the list or one of its rows is', () => {
  const list = (state: string, items: object[]) => ({ freshness: { state }, items })
  expect(isUnderWay(undefined)).toBe(false)
  expect(isUnderWay(list('fresh', [{ pending: false }]))).toBe(false)
  expect(isUnderWay(list('refreshing', []))).toBe(true)
  expect(isUnderWay(list('fresh', [{}, { pending: true }]))).toBe(true)
})
