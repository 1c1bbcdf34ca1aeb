import { expect, test } from 'vitest'
import { deletionKeys } from './deletion-keys.ts'

/** What a key did, and whether nobody else gets it. */
function press(key: string, { mayDelete = true, hasSelection = false, row = 'v1' as string | null } = {}) {
  const done: string[] = []
  deletionKeys<string>({
    mayDelete,
    hasSelection,
    clear: () => done.push('cleared'),
    onSelection: () => done.push('selection'),
    onRow: (row) => done.push(row),
  })({ key, preventDefault: () => done.push('taken') }, row)
  return done
}

test('# and Delete ask for the row, and for what is selected where something is', () => {
  for (const key of ['#', 'Delete']) {
    expect(press(key)).toEqual(['v1', 'taken'])
    expect(press(key, { hasSelection: true })).toEqual(['selection', 'taken'])
  }
})

test('Escape lets go of a selection, and is left to others where there is none', () => {
  expect(press('Escape', { hasSelection: true })).toEqual(['cleared', 'taken'])
  expect(press('Escape')).toEqual([])
})

test('every other key is left alone, and those that delete are for whoever may not delete', () => {
  for (const key of ['a', 'Enter', 'Backspace']) expect(press(key, { hasSelection: true })).toEqual([])
  for (const key of ['#', 'Delete']) {
    expect(press(key, { mayDelete: false })).toEqual([])
    expect(press(key, { mayDelete: false, hasSelection: true })).toEqual([])
  }
})

test('who may not delete selects to copy, and lets go of it in the same way', () => {
  expect(press('Escape', { mayDelete: false, hasSelection: true })).toEqual(['cleared', 'taken'])
})

test('while no row has the focus, the keys are about what is selected and nothing else', () => {
  expect(press('#', { hasSelection: true, row: null })).toEqual(['selection', 'taken'])
  expect(press('Escape', { hasSelection: true, row: null })).toEqual(['cleared', 'taken'])
  expect(press('#', { row: null })).toEqual([])
  expect(press('Delete', { row: null })).toEqual([])
})
