import { expect, test } from 'vitest'
import { decodeTimeCursor, encodeTimeCursor } from './time-cursor.ts'

const place = { at: new Date('2026-11-26T03:40:00.123Z'), id: '0b9f0a52-1c1f-4a5e-9d55-0123456789ab' }

test('a cursor leads back to the place that it was made of', () => {
  expect(decodeTimeCursor(encodeTimeCursor(place))).toEqual(place)
  expect(decodeTimeCursor(undefined)).toBeNull()
})

test.each(['', '1', 'x.y', `12.${'z'.repeat(36)}`, `${encodeTimeCursor(place)}!`])(
  '%j belongs to another list',
  (cursor) => expect(() => decodeTimeCursor(cursor)).toThrow(/does not belong/),
)
