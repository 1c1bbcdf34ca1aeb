import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { audit, signInAttempts, users } from '../store/schema.ts'
import { openStore, type Store } from '../store/store.ts'
import { ensureAdministrator } from './administrator.ts'
import { forgetAfterMs } from './attempt-rules.ts'
import { type SignInResult, signIn } from './sign-in.ts'
import { attemptKeys, pruneAttempts, takeAttempt } from './throttle.ts'
import { createUser, findUserByName } from './users.ts'

let dir = ''
let store: Store
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'portolan-auth-'))
  store = await openStore({ dataDir: dir, databaseUrl: null })
}, 60_000)
afterAll(async () => {
  await store?.close()
  await rm(dir, { recursive: true, force: true })
}, 60_000)
beforeEach(async () => {
  await store.db.delete(users)
  await store.db.delete(signInAttempts)
})

const start = new Date('2026-01-01T00:00:00Z')
const later = (ms: number) => new Date(start.getTime() + ms)
interface Try {
  address?: string
  at?: Date
}
const attempt = (username: string, password: string, { address = '10.0.0.1', at = start }: Try = {}) =>
  signIn(store.db, { credentials: { username, password }, address, requestId: 'r' }, at)
const kinds = (results: SignInResult[]) => results.map(({ kind }) => kind)
const administer = (username: string, password: string | null) =>
  ensureAdministrator(store, { admin: { username, password } })

describe('the first administrator', () => {
  test('is made with a random password that is told once and works', async () => {
    const { username, generatedPassword } = await administer('admin', null)
    expect(username).toBe('admin')
    expect(generatedPassword).toMatch(/^(?:[a-z2-9]{5}-){3}[a-z2-9]{5}$/)
    expect(await attempt('admin', generatedPassword ?? '')).toMatchObject({
      kind: 'signed_in',
      user: { role: 'administrator' },
    })
    expect(await administer('admin', null)).toEqual({ username: 'admin', generatedPassword: null })
  })

  test('has the configured password, and another after a start with another; that ends its sessions', async () => {
    expect(await administer('root', 'first')).toEqual({ username: 'root', generatedPassword: null })
    const before = await findUserByName(store.db, 'root')
    await administer('root', 'first')
    expect((await findUserByName(store.db, 'root'))?.version).toBe(before?.version)
    await administer('root', 'second')
    expect((await findUserByName(store.db, 'root'))?.version).toBe((before?.version ?? 0) + 1)
    expect(kinds([await attempt('root', 'first'), await attempt('root', 'second')])).toEqual([
      'invalid_credentials',
      'signed_in',
    ])
  })

  test('can be another account than the one there was', async () => {
    await administer('admin', null)
    await administer('ops', 'secret')
    expect(await attempt('ops', 'secret')).toMatchObject({
      kind: 'signed_in',
      user: { role: 'administrator' },
    })
  })

  test('is made by one replica of many that start at once', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => administer('admin', null)))
    const passwords = all.flatMap(({ generatedPassword }) => generatedPassword ?? [])
    expect(passwords).toHaveLength(1)
    expect((await attempt('admin', passwords[0] ?? '')).kind).toBe('signed_in')
  })

  test('gets back in when it was disabled or made a viewer, where its password is configured', async () => {
    await administer('admin', 'secret')
    await store.db.update(users).set({ disabledAt: start, role: 'viewer' })
    expect((await attempt('admin', 'secret')).kind).toBe('invalid_credentials')
    await administer('admin', 'secret')
    expect(await attempt('admin', 'secret')).toMatchObject({
      kind: 'signed_in',
      user: { role: 'administrator' },
    })
  })
})

describe('names and passwords', () => {
  beforeEach(() => createUser(store.db, { username: 'Ann', password: 'right', role: 'viewer' }))

  test('a name is one account whatever its case', async () => {
    expect((await attempt('aNN', 'right')).kind).toBe('signed_in')
    await expect(
      createUser(store.db, { username: 'ANN', password: 'x', role: 'viewer' }),
    ).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('a wrong name and a wrong password get the same answer', async () => {
    expect(await attempt('Ann', 'wrong')).toEqual({ kind: 'invalid_credentials' })
    expect(await attempt('nobody', 'right')).toEqual({ kind: 'invalid_credentials' })
  })

  test.each([
    { username: 'a\u0000b', password: 'x' },
    { username: 'x'.repeat(300), password: 'x' },
    { username: 'Ann', password: 'x'.repeat(5000) },
    { username: { $ne: '' }, password: 'x' },
    { username: 'Ann' },
    undefined,
  ])('odd input is refused without a look at the store (case %#)', async (credentials) => {
    const result = await signIn(store.db, { credentials, address: '10.0.0.1', requestId: 'r' }, start)
    expect(result).toEqual({ kind: 'invalid_credentials' })
    expect(await store.db.select().from(signInAttempts)).toEqual([])
  })

  test('both outcomes are audited, but no name that nobody has: it may be a password', async () => {
    const count = async () => (await store.db.select().from(audit).where(eq(audit.actor, 'Ann'))).length
    const before = await count()
    await attempt('Ann', 'wrong')
    await attempt('Ann', 'right')
    await attempt('hunter2', 'typed into the wrong field')
    expect(await count()).toBe(before + 2)
    const rows = [...(await store.db.select().from(audit)), ...(await store.db.select().from(signInAttempts))]
    expect(JSON.stringify(rows)).not.toMatch(/hunter2|wrong field/)
    expect(rows).toContainEqual(
      expect.objectContaining({
        action: 'session.start',
        phase: 'succeeded',
        detail: '10.0.0.1',
        requestId: 'r',
      }),
    )
    expect(rows).toContainEqual(expect.objectContaining({ action: 'session.refuse', phase: 'failed' }))
  })
})

describe('the throttle', () => {
  beforeEach(() => createUser(store.db, { username: 'ann', password: 'right', role: 'viewer' }))
  const wrong = async (count: number, options?: Try) => {
    const results: SignInResult[] = []
    for (let i = 0; i < count; i += 1) results.push(await attempt('ann', 'wrong', options))
    return results
  }

  test('after a few wrong tries even the right password waits, and is told how long', async () => {
    expect(new Set(kinds(await wrong(5)))).toEqual(new Set(['invalid_credentials']))
    expect(await attempt('ann', 'right')).toEqual({ kind: 'too_many_attempts', retryAfterSeconds: 1 })
    expect((await attempt('ann', 'right', { at: later(1000) })).kind).toBe('signed_in')
  })

  test('a success starts the account’s count anew', async () => {
    for (let round = 0; round < 3; round += 1) {
      await wrong(4)
      expect((await attempt('ann', 'right')).kind).toBe('signed_in')
    }
  })

  test('who guesses from one place does not lock the owner out of another', async () => {
    await wrong(6)
    expect((await attempt('ann', 'right', { address: '10.9.9.9' })).kind).toBe('signed_in')
  })

  test('who changes addresses is slowed down all the same, and the owner never waits more than a minute', async () => {
    for (let i = 0; i < 60; i += 1) await wrong(1, { address: `10.1.0.${i}`, at: later(i * 1000) })
    const result = await attempt('ann', 'right', { address: '10.9.9.9', at: later(60_000) })
    expect(result.kind).toBe('too_many_attempts')
    expect(result.kind === 'too_many_attempts' && result.retryAfterSeconds).toBeLessThanOrEqual(60)
    expect((await attempt('ann', 'right', { address: '10.9.9.9', at: later(120_000) })).kind).toBe(
      'signed_in',
    )
  })

  test('who tries many accounts from one place waits, too', async () => {
    for (let i = 0; i < 20; i += 1) await attempt(`user${i}`, 'wrong')
    expect((await attempt('ann', 'right')).kind).toBe('too_many_attempts')
    expect((await attempt('ann', 'right', { address: '10.9.9.9' })).kind).toBe('signed_in')
  })

  test('many people who sign in from one address keep nobody waiting, and cover up for no guessing', async () => {
    for (let i = 0; i < 30; i += 1) expect((await attempt('ann', 'right')).kind).toBe('signed_in')
    for (let i = 0; i < 20; i += 1) {
      expect((await attempt(`user${i}`, 'wrong')).kind).toBe('invalid_credentials')
      if (i < 19) expect((await attempt('ann', 'right')).kind).toBe('signed_in')
    }
    expect((await attempt('ann', 'right')).kind).toBe('too_many_attempts')
    // Seventy passwords, each made slow on purpose.
  }, 60_000)

  test('a burst of tries at once gets no further than one after the other', async () => {
    const { all } = attemptKeys('ann', '10.0.0.1')
    const waits = await Promise.all(Array.from({ length: 30 }, () => takeAttempt(store.db, all, start)))
    expect(waits.filter((seconds) => seconds === 0)).toHaveLength(5)
  })

  test('a try that is turned away makes the wait no longer', async () => {
    await wrong(5)
    await wrong(50)
    expect((await attempt('ann', 'right', { at: later(1000) })).kind).toBe('signed_in')
  })

  test('its table is cleared of what is old, and never grows past its bound', async () => {
    for (let i = 0; i < 10; i += 1) await attempt(`user${i}`, 'x', { address: `10.2.0.${i}` })
    await pruneAttempts(store.db, start, 4)
    expect(await store.db.select().from(signInAttempts)).toHaveLength(4)
    await pruneAttempts(store.db, later(forgetAfterMs + 1))
    expect(await store.db.select().from(signInAttempts)).toEqual([])
  })
})
