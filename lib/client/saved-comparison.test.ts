import { describe, expect, it } from 'vitest'
import { driftOf, driftStates, isSameQuestion, savedComparisonPath } from './saved-comparison.ts'

const question = {
  targets: ['staging/shop~api', 'production/shop~api'],
  q: '',
  match: 'text',
  ignoreIndexes: false,
} as const
const counts = { same: 5, differs: 3, missing: 2, sameImages: 1, unknown: 0, drifting: 0 }

describe('the address of a saved comparison', () => {
  it('names its sides and nothing that is as always', () =>
    expect(savedComparisonPath({ ...question, targets: [...question.targets] })).toBe(
      '/compare?target=staging%2Fshop%7Eapi&target=production%2Fshop%7Eapi',
    ))

  it('has its filter, and the rows that are asked for', () =>
    expect(
      savedComparisonPath({ targets: ['a/*', 'b/*'], q: '>=1 <2', match: 'version', ignoreIndexes: true }, [
        'differs',
        'missing',
      ]),
    ).toBe(
      '/compare?target=a%2F*&target=b%2F*&q=%3E%3D1+%3C2&match=version&ignoreIndexes=true&state=differs%2Cmissing',
    ))
})

it('two ask the same when sides and filter are the same; how an empty filter is read does not count', () => {
  const one = { ...question, targets: [...question.targets] }
  expect(isSameQuestion(one, { ...one, match: 'glob' })).toBe(true)
  expect(isSameQuestion({ ...one, q: '1' }, { ...one, q: '1', match: 'glob' })).toBe(false)
  expect(isSameQuestion(one, { ...one, ignoreIndexes: true })).toBe(false)
  expect(isSameQuestion(one, { ...one, targets: one.targets.toReversed() })).toBe(false)
})

describe('drift', () => {
  it('is told apart into what differs and what is missing, where that counts', () => {
    expect(driftOf({ expect: 'same' }, { ...counts, drifting: 5 })).toEqual({ differs: 3, missing: 2 })
    expect(driftOf({ expect: 'no-differences' }, { ...counts, drifting: 3 })).toEqual({
      differs: 3,
      missing: 0,
    })
  })

  it('is shown among the rows in which it is, those that are missing on one side and differ on two others included', () => {
    expect(driftStates({ expect: 'same', ignoreIndexes: false }, counts)).toEqual(['differs', 'missing'])
    const lenient = { expect: 'no-differences', ignoreIndexes: false } as const
    expect(driftStates(lenient, { ...counts, drifting: 3 })).toEqual(['differs'])
    expect(driftStates(lenient, { ...counts, drifting: 4 })).toEqual(['differs', 'missing'])
    expect(driftStates({ ...lenient, ignoreIndexes: true }, { ...counts, drifting: 3 })).toEqual([
      'differs',
      'missing',
    ])
  })
})
