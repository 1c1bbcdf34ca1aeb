import { describe, expect, test } from 'vitest'
import { anchorAt, rangeTo } from './row-range.ts'
import {
  everythingSelected,
  isRowSelected,
  nothingSelected,
  type RowSelection,
  selectedCount,
  withoutRows,
  withRows,
} from './row-selection.ts'

const keys = ['a', 'b', 'c', 'd', 'e', 'f']
const chosen = (selection: RowSelection) => keys.filter((key) => isRowSelected(selection, key)).join('')

describe('a selection of everything', () => {
  const allButB = withRows(everythingSelected, ['b'], false)

  test('holds rows that are not loaded, but those taken out', () => {
    expect(isRowSelected(allButB, 'never loaded')).toBe(true)
    expect(chosen(allButB)).toBe('acdef')
    expect(selectedCount(allButB, 5_000)).toBe(4_999)
    expect(chosen(withRows(allButB, ['b'], true))).toBe('abcdef')
  })

  test('is of unknown size while the list is', () => {
    expect(selectedCount(allButB, null)).toBeNull()
    expect(selectedCount(withRows(nothingSelected, ['a', 'c'], true), null)).toBe(2)
  })
})

test('rows that are gone no longer count, and a selection without them stays the very same', () => {
  const some = withRows(nothingSelected, ['a', 'b'], true)
  expect(withoutRows(some, ['z'])).toBe(some)
  expect(chosen(withoutRows(some, ['a', 'z']))).toBe('b')
})

describe('a range', () => {
  const at = (text: string, key: string) => anchorAt(withRows(nothingSelected, [...text], true), key)
  const to = (anchor: ReturnType<typeof anchorAt>, key: string, order = keys) =>
    rangeTo(anchor, anchor.after, order, order.indexOf(key))

  test('reaches up and down, and gives back rows that it no longer reaches', () => {
    const down = to(at('', 'c'), 'e')
    expect(down && chosen(down.after)).toBe('cde')
    const shorter = down && to(down, 'd')
    expect(shorter && chosen(shorter.after)).toBe('cd')
    const up = shorter && to(shorter, 'a')
    expect(up && chosen(up.after)).toBe('abc')
  })

  test('leaves what was selected before as it was', () => {
    const range = to(at('af', 'c'), 'd')
    expect(range && chosen(range.after)).toBe('acdf')
    const back = range && to(range, 'a')
    expect(back && chosen(back.after)).toBe('abcf')
    const again = back && to(back, 'c')
    expect(again && chosen(again.after)).toBe('acf')
  })

  test('that begins where a row was taken out takes its rows out', () => {
    const range = to(at('abcdef', 'b'), 'd')
    expect(range && chosen(range.after)).toBe('aef')
  })

  test('adds to what was selected since it was drawn', () => {
    const range = to(at('', 'b'), 'c')
    const since = withRows(range?.after ?? nothingSelected, ['f'], true)
    const next = range && rangeTo(range, since, keys, keys.indexOf('a'))
    expect(next && chosen(next.after)).toBe('abcf')
  })

  test('goes by the rows as they stand now: another order makes it another range', () => {
    const range = to(at('', 'b'), 'd', ['d', 'a', 'b', 'f', 'c', 'e'])
    expect(range && chosen(range.after)).toBe('abd')
  })

  test('leaves rows out that have no box', () => {
    const range = rangeTo(at('', 'b'), at('', 'b').before, keys, keys.indexOf('e'), (key) => key !== 'c')
    expect(range && chosen(range.after)).toBe('bde')
  })

  test('is none where the row that it began at has gone', () => {
    expect(to(at('', 'b'), 'd', ['a', 'c', 'd'])).toBeNull()
  })
})
