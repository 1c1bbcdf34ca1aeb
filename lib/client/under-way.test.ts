import { expect, it } from 'vitest'
import { isUnderWay } from './under-way.ts'

it('is under way while the list or one of its rows is', () => {
  const list = (state: string, items: object[]) => ({ freshness: { state }, items })
  expect(isUnderWay(undefined)).toBe(false)
  expect(isUnderWay(list('fresh', [{ pending: false }]))).toBe(false)
  expect(isUnderWay(list('refreshing', []))).toBe(true)
  expect(isUnderWay(list('fresh', [{}, { pending: true }]))).toBe(true)
})
