import { expect, test } from 'vitest'
import { closestWords, editDistance } from './edit-distance.ts'

test('a wrong, a missing, an extra letter and two swapped ones are one mistake each', () => {
  expect(editDistance('nginx', 'nginx', 2)).toBe(0)
  expect(editDistance('ngnix', 'nginx', 2)).toBe(1)
  expect(editDistance('latst', 'latest', 2)).toBe(1)
  expect(editDistance('kedis', 'redis', 2)).toBe(1)
  expect(editDistance('alpinee', 'alpine', 2)).toBe(1)
  expect(editDistance('kitten', 'sitting', 3)).toBe(3)
  expect(editDistance('abc', 'uvwxyz', 2)).toBe(3)
})

test('a misspelt word is known by the words that there are', () => {
  const known = ['nginx', 'latest', 'alpine', 'postgresql', 'payments', 'api', 'redis', 'release']
  expect(closestWords('ngnix', known)).toEqual(['nginx'])
  expect(closestWords('alpnie', known)).toEqual(['alpine'])
  expect(closestWords('postgras', known)).toEqual(['postgresql'])
  expect(closestWords('paymnets', known)).toEqual(['payments'])
  expect(closestWords('zzzzzz', known)).toEqual([])
})

test('short words have no mistakes', () => {
  expect(closestWords('apo', ['api'])).toEqual([])
})
