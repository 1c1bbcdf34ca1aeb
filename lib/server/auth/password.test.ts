import { argon2Sync } from 'node:crypto'
import { expect, test } from 'vitest'
import { HashingBusyError, hashPassword, nobodysHash, verifyPassword } from './password.ts'

test('a password fits its own hash and no other does', async () => {
  const hash = await hashPassword('correct horse')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(await verifyPassword('correct horse', hash)).toBe(true)
  expect(await verifyPassword('correct horsf', hash)).toBe(false)
  expect(await verifyPassword('', hash)).toBe(false)
})

test('the same password hashes differently each time', async () => {
  expect(await hashPassword('a')).not.toBe(await hashPassword('a'))
})

test('a hash made elsewhere with other costs is understood', async () => {
  const nonce = Buffer.alloc(16, 7)
  const tag = argon2Sync('argon2id', {
    message: 'elsewhere',
    nonce,
    parallelism: 2,
    memory: 64,
    passes: 3,
    tagLength: 24,
  })
  const unpadded = (b: Buffer) => b.toString('base64').replaceAll('=', '')
  const hash = `$argon2id$v=19$m=64,t=3,p=2$${unpadded(nonce)}$${unpadded(tag)}`
  expect(await verifyPassword('elsewhere', hash)).toBe(true)
})

test('the same letters in another Unicode form are the same password', async () => {
  expect(await verifyPassword('cafe\u0301', await hashPassword('caf\u00e9'))).toBe(true)
})

test.each(['', 'plain', '$2b$10$abcdefghijklmnopqrstuv', '$argon2id$v=19$m=1,t=1,p=1$$'])(
  'nothing fits %j, which is no hash of ours',
  async (hash) => expect(await verifyPassword('plain', hash)).toBe(false),
)

test('nothing fits the hash that stands in for unknown accounts', async () => {
  expect(await verifyPassword('', nobodysHash)).toBe(false)
  expect(await verifyPassword('password', nobodysHash)).toBe(false)
})

test('a flood is turned away instead of queueing up for ever', async () => {
  const results = await Promise.allSettled(Array.from({ length: 60 }, () => verifyPassword('x', nobodysHash)))
  const refused = results.filter((r) => r.status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.every((r) => r.reason instanceof HashingBusyError)).toBe(true)
  expect(await verifyPassword('x', nobodysHash)).toBe(false)
})
