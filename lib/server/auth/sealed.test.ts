import { expect, test } from 'vitest'
import { SealedError, seal, unseal } from './sealed.ts'

const secret = 'x'.repeat(32)

test.each(['', 'hunter2', 'pässwörd 비밀번호', 'a'.repeat(10_000)])(
  'opens what was sealed (case %#)',
  (text) => {
    const sealed = seal(secret, text, 'registry:local')
    expect(unseal(secret, sealed, 'registry:local')).toBe(text)
    if (text) expect(sealed).not.toContain(text)
  },
)

test('the same text is sealed differently each time', () => {
  expect(seal(secret, 'a', 'p')).not.toBe(seal(secret, 'a', 'p'))
})

test('opens under no other secret and for no other purpose', () => {
  const sealed = seal(secret, 'hunter2', 'registry:local')
  expect(() => unseal('y'.repeat(32), sealed, 'registry:local')).toThrow(SealedError)
  expect(() => unseal(secret, sealed, 'registry:other')).toThrow(SealedError)
})

test('a change of any byte is noticed', () => {
  const sealed = seal(secret, 'hunter2', 'p')
  const bytes = Buffer.from(sealed.slice(3), 'base64url')
  for (let i = 0; i < bytes.length; i += 1) {
    const changed = Buffer.from(bytes)
    changed[i] = (changed[i] ?? 0) ^ 1
    expect(() => unseal(secret, `v1.${changed.toString('base64url')}`, 'p')).toThrow(SealedError)
  }
})

test.each(['', 'v1.', 'v1.AAAA', 'v2.AAAA', 'hunter2', 'v1.a.b'])('%j was never sealed', (text) =>
  expect(() => unseal(secret, text, 'p')).toThrow(SealedError),
)
