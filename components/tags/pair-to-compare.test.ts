import { expect, test } from 'vitest'
import { pairToCompare } from './pair-to-compare.ts'

const rows = [
  { name: 'new', createdAt: '2026-05-01T00:00:00Z' },
  { name: 'old', createdAt: '2026-03-01T00:00:00Z' },
  { name: 'unknown', createdAt: null },
]

test('the older of two stands on the left, whichever was selected first', () => {
  expect(pairToCompare(['new', 'old'], rows)).toEqual(['old', 'new'])
  expect(pairToCompare(['old', 'new'], rows)).toEqual(['old', 'new'])
})

test('where the age of one is not known, or its row is not loaded, they stand as they were selected', () => {
  expect(pairToCompare(['unknown', 'old'], rows)).toEqual(['unknown', 'old'])
  expect(pairToCompare(['new', 'elsewhere'], rows)).toEqual(['new', 'elsewhere'])
})

test.each([[[]], [['old']], [['old', 'new', 'unknown']]])('%j are no pair', (selected) => {
  expect(pairToCompare(selected, rows)).toBeNull()
})
