import { describe, expect, test } from 'vitest'
import { decodeCursor, encodeCursor, likePattern } from './keyset.ts'

const cursor = (more: object = {}) =>
  encodeCursor({ sort: 'size', order: 'asc', value: '12', name: 'v1', ...more })
const bySize = { id: 'size', type: 'bigint' } as const

describe('a cursor', () => {
  test('comes back as it went, with and without a value', () => {
    for (const value of ['12', '-1', null])
      expect(decodeCursor(cursor({ value }), bySize, 'asc')).toMatchObject({ value, name: 'v1' })
    const at = '2024-03-31 03:30:00.001+02'
    expect(decodeCursor(cursor({ value: at }), { id: 'size', type: 'timestamptz' }, 'asc').value).toBe(at)
  })

  test.each([
    ['nothing that we made', 'x'],
    ['no base64', '%%%'],
    ['JSON of another form', Buffer.from('{"sort":"size"}').toString('base64url')],
    ['another sort', cursor({ sort: 'name' })],
    ['the other order', cursor({ order: 'desc' })],
    ['a value of another type', cursor({ value: 'twelve' })],
    ['a value past what the database holds', cursor({ value: '9'.repeat(30) })],
    ['NUL in the name', cursor({ name: 'a\0b' })],
  ])('is refused as the caller’s mistake when it is %s', (_, text) => {
    expect(() => decodeCursor(text, bySize, 'asc')).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    )
  })

  test('of a date takes no word that a database would take for one', () => {
    for (const value of ['now', 'infinity', '2024-01-01', '']) {
      const read = () => decodeCursor(cursor({ value }), { id: 'size', type: 'timestamptz' }, 'asc')
      expect(read).toThrow(expect.objectContaining({ code: 'invalid_request' }))
    }
  })
})

test('what a person types has no wildcards', () => {
  expect(likePattern('100%_a\\b')).toBe('%100\\%\\_a\\\\b%')
})
