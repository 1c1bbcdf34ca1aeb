import { expect, test } from 'vitest'
import { isSameToken } from './same-token.ts'

test('a token is the same or it is not, whatever the length', () => {
  expect(isSameToken('s3cret', 's3cret')).toBe(true)
  for (const other of ['', 's3cre', 's3cret2', 'S3CRET']) expect(isSameToken(other, 's3cret')).toBe(false)
})
