import { expect, test } from 'vitest'
import { tokenOf } from './hook-token.ts'

const url = (search = '') => new URL(`http://portolan.example/hooks/one/distribution${search}`)
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`

test.each([
  ['Bearer', { authorization: 'Bearer s3cret' }, ''],
  ['the password of Basic', { authorization: basic('anybody:s3cret') }, ''],
  ['a bare Authorization header, as Harbor sends it', { authorization: 's3cret' }, ''],
  ['the address', {}, '?token=s3cret'],
])('a token is taken from %s', (_, headers, search) => {
  expect(tokenOf(new Headers(headers as Record<string, string>), url(search))).toBe('s3cret')
})

test('without one there is none', () => {
  expect(tokenOf(new Headers(), url())).toBeNull()
})
