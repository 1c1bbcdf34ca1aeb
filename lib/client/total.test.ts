import { expect, it } from 'vitest'
import { totalOf } from './total.ts'

it('adds up what is known', () => {
  expect(totalOf([1, 2, 3])).toEqual({ value: 6, isComplete: true })
})

it('says that it is only the least when one figure is unknown', () => {
  expect(totalOf([1, null, 3])).toEqual({ value: 4, isComplete: false })
})

it('is unknown, and not zero, when nothing is known but zeros', () => {
  expect(totalOf([null, null])).toEqual({ value: null, isComplete: false })
  expect(totalOf([0, null])).toEqual({ value: null, isComplete: false })
})

it('of nothing is zero', () => {
  expect(totalOf([])).toEqual({ value: 0, isComplete: true })
})

it('of what is not known in full counts what is known of it', () => {
  expect(totalOf([3, null, null], [3, 2, null])).toEqual({ value: 5, isComplete: false })
  expect(totalOf([null], [4])).toEqual({ value: 4, isComplete: false })
})
