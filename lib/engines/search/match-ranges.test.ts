import { expect, test } from 'vitest'
import { matchRanges } from './match-ranges.ts'

test('each word is marked where it stands first, whatever its case', () => {
  expect(matchRanges({ repository: 'Team/api', tag: '1.4-API' }, ['api', '1.4'])).toEqual([
    { field: 'repository', start: 5, length: 3 },
    { field: 'tag', start: 0, length: 3 },
    { field: 'tag', start: 4, length: 3 },
  ])
})

test('marks that overlap are one', () => {
  expect(matchRanges({ tag: 'nightly' }, ['night', 'ghtly', 'nightly'])).toEqual([
    { field: 'tag', start: 0, length: 7 },
  ])
})

test('text whose lower case is longer is not marked in the wrong place', () => {
  expect(matchRanges({ value: 'İİapi', tag: null }, ['api', ''])).toEqual([])
})
