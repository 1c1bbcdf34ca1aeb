import { expect, test } from 'vitest'
import { firstOrderOf, resolveProgress } from './tag-order.ts'

const list = { total: 90, referrerTagCount: 10, resolved: 40, freshness: { state: 'refreshing' } }

test('versions, sizes and dates start with the most, letters with A', () => {
  expect(firstOrderOf('version')).toBe('desc')
  expect(firstOrderOf('size')).toBe('desc')
  expect(firstOrderOf('name')).toBe('asc')
})

test('a sort by names alone waits for nothing', () => {
  expect(resolveProgress('version', false, list)).toBeNull()
  expect(resolveProgress('name', false, list)).toBeNull()
})

test('a sort by size tells how many of all tags, folded ones too, were looked up', () => {
  expect(resolveProgress('size', false, list)).toEqual({ resolved: 40, all: 100 })
})

test('behind a filter nobody knows how many there are, and nothing is made up', () => {
  expect(resolveProgress('size', true, list)).toEqual({ resolved: 40, all: null })
})

test('progress ends with the last tag, and when the registry stopped answering', () => {
  expect(resolveProgress('size', false, { ...list, resolved: 100 })).toBeNull()
  expect(resolveProgress('size', false, { ...list, freshness: { state: 'unreachable' } })).toBeNull()
})
