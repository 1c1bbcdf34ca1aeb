import { expect, test } from 'vitest'
import type { Change } from '#lib/api/live.ts'
import { decodeMessage, encodeMessages } from './replica-messages.ts'

test('however much has changed, no message comes near the 8000 bytes that PostgreSQL takes', () => {
  const changes = Array.from(
    { length: 500 },
    (_, n): Change => ({ about: 'tags', registry: 'a'.repeat(63), repository: `${'b'.repeat(245)}${n}` }),
  )
  const messages = encodeMessages('me', changes)
  expect(Math.max(...messages.map((m) => Buffer.byteLength(m)))).toBeLessThan(7_500)
  expect(messages.flatMap((m) => decodeMessage(m, 'other'))).toEqual(changes)
})

test('what I said myself is no news', () => {
  const [message = ''] = encodeMessages('me', [{ about: 'activity' }])
  expect(decodeMessage(message, 'me')).toEqual([])
  expect(decodeMessage(message, 'other')).toEqual([{ about: 'activity' }])
})

test.each([
  ['is no JSON', 'hello'],
  ['is of another kind', '[]'],
  ['tells of what this version does not know', '{"from":"x","changes":[{"about":"weather"}]}'],
  ['names what is no registry', '{"from":"x","changes":[{"about":"registry","registry":"../x"}]}'],
])('a message that %s may have been about anything', (_, payload) => {
  expect(decodeMessage(payload, 'me')).toEqual([{ about: 'anything' }])
})
