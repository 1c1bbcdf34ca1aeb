import { describe, expect, test } from 'vitest'
import { countFates, fateOf } from '#lib/api/bring-over.ts'
import type { ComparedRow } from '#lib/api/compare.ts'
import { countsWithout, rowsThatCome, wishesOf } from './brought-rows.ts'

const digest = (letter: string) => `sha256:${letter.repeat(64)}`

/** A row out of what each side has: a letter for a digest, `-` for nothing. */
function row(name: string, sides: string, more: Partial<ComparedRow> = {}): ComparedRow {
  const targets = [...sides].map((letter) =>
    letter === '-'
      ? null
      : { digest: digest(letter), size: null, createdAt: null, platforms: null, kind: null },
  )
  const state = sides.includes('-') ? 'missing' : new Set(sides).size === 1 ? 'same' : 'differs'
  return { path: null, name, state, targets, platforms: [], sameImages: false, newest: null, ...more }
}

const there = { from: 0, to: 1 }
const back = { from: 1, to: 0 }

describe('what comes of a selection', () => {
  test.each([
    ['a-', 'new', 'absent'],
    ['-b', 'absent', 'new'],
    ['ab', 'moves', 'moves'],
    ['aa', 'same', 'same'],
    ['--', 'absent', 'absent'],
  ])('%s is %s one way and %s the other', (sides, one, other) => {
    expect([fateOf(row('1', sides), there, false), fateOf(row('1', sides), back, false)]).toEqual([
      one,
      other,
    ])
  })

  test('of three sides only the two that are asked about count', () => {
    const between = { from: 0, to: 2 }
    expect(fateOf(row('1', 'aba'), between, false)).toBe('same')
    expect(fateOf(row('1', 'a-b'), between, false)).toBe('moves')
    expect(fateOf(row('1', 'ab-'), between, false)).toBe('new')
  })

  test('the same images under another index stay where somebody takes them for the same, and come otherwise', () => {
    const rows = [row('1', 'ab', { sameImages: true }), row('2', 'ab')]
    expect(rowsThatCome(rows, there, true).map(({ name }) => name)).toEqual(['2'])
    expect(rowsThatCome(rows, there, false).map(({ name }) => name)).toEqual(['1', '2'])
    expect(rowsThatCome([row('3', 'a-', { sameImages: true })], there, true)).toHaveLength(1)
  })

  test('of all that match but some, the counts are those of the rest', () => {
    const rows = [row('1', 'a-'), row('2', '-b'), row('3', 'ab'), row('4', 'aa'), row('5', 'a-')]
    const all = countFates(rows, there, false)
    expect(all).toEqual({ new: 2, moves: 1, same: 1, absent: 1 })
    expect(countsWithout(all, countFates(rows.slice(0, 2), there, false))).toEqual({
      new: 1,
      moves: 1,
      same: 1,
      absent: 0,
    })
  })
})

describe('what a copy is asked for', () => {
  test('a tag goes to the other repository under its name', () => {
    const sides = [
      { registry: 'staging', repository: 'shop/api' },
      { registry: 'production', repository: 'live/api' },
    ]
    expect(wishesOf([row('1.0', 'a-')], sides, there)).toEqual([
      {
        from: { registry: 'staging', repository: 'shop/api', reference: '1.0' },
        to: { registry: 'production', repository: 'live/api', tag: '1.0' },
      },
    ])
  })

  test('below a namespace it goes to the repository that its path names there', () => {
    const sides = [
      { registry: 'staging', repository: 'shop/*' },
      { registry: 'production', repository: '*' },
    ]
    expect(wishesOf([row('1.0', '-a', { path: 'worker/mail' })], sides, back)).toEqual([
      {
        from: { registry: 'production', repository: 'worker/mail', reference: '1.0' },
        to: { registry: 'staging', repository: 'shop/worker/mail', tag: '1.0' },
      },
    ])
  })
})
