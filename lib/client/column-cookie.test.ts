import { expect, test } from 'vitest'
import { columnsText, parseColumns } from './column-cookie.ts'

const all = ['digest', 'size', 'pulledAt'] as const

test('what was chosen comes back in the order of the table', () => {
  expect(parseColumns(columnsText(['pulledAt', 'digest']), all)).toEqual(['digest', 'pulledAt'])
})

test('no column at all is a choice as well, and no cookie is none', () => {
  expect(parseColumns(columnsText([]), all)).toEqual([])
  expect(parseColumns(undefined, all)).toBeNull()
  expect(parseColumns('', all)).toBeNull()
})

test('columns that there are not any more are left out, and of nonsense nothing is taken', () => {
  expect(parseColumns('size.bogus', all)).toEqual(['size'])
  expect(parseColumns('bogus.<script>', all)).toBeNull()
})
