import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { audit, users } from '../store/schema.ts'
import { openStore, type Store } from '../store/store.ts'
import { addUser, listUsers, removeUser, setPassword, setRole } from './manage-users.ts'
import { verifyPassword } from './password.ts'
import { findUserByName } from './users.ts'

let dir = ''
let store: Store
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'portolan-users-'))
  store = await openStore({ dataDir: dir, databaseUrl: null })
}, 60_000)
afterAll(async () => {
  await store?.close()
  await rm(dir, { recursive: true, force: true })
}, 60_000)

const by = { actor: 'root (test)' }
const add = (username: string, role: 'viewer' | 'editor' | 'administrator') =>
  addUser(store.db, by, { username, password: `${username}'s`, role })
const role = (username: string, next: 'viewer' | 'administrator') =>
  setRole(store.db, by, { username, role: next })
const remove = (username: string) => removeUser(store.db, by, { username })
const read = (username: string) => findUserByName(store.db, username)
const names = async () => (await listUsers(store.db)).map(({ username }) => username)
const trail = async () =>
  (await store.db.select().from(audit).orderBy(audit.id)).map((r) => [r.actor, r.action, r.phase, r.detail])
const done = (action: string, detail: string) => [by.actor, `user.${action}`, 'succeeded', detail]

beforeEach(async () => {
  await store.db.delete(users)
  await add('Ada', 'administrator')
})

test('whoever is added, changed and removed stands in the audit trail, without a password', async () => {
  const before = (await trail()).length
  await add('bob', 'editor')
  await role('BOB', 'viewer')
  await setPassword(store.db, by, { username: 'bob', password: 'another' })
  await remove('bob')
  expect((await trail()).slice(before)).toEqual([
    done('add', 'bob: editor'),
    done('change', 'bob: editor → viewer'),
    done('change', 'bob: password'),
    done('remove', 'bob: viewer'),
  ])
})

test('a change of role or password ends the sessions, and one that changes nothing does not', async () => {
  await add('bob', 'viewer')
  const version = async () => (await read('bob'))?.version
  expect(await role('bob', 'viewer')).toBe(false)
  expect(await version()).toBe(1)
  expect(await role('bob', 'administrator')).toBe(true)
  expect(await version()).toBe(2)
  await setPassword(store.db, by, { username: 'bob', password: 'another' })
  expect(await version()).toBe(3)
  expect(await verifyPassword('another', (await read('bob'))?.passwordHash ?? '')).toBe(true)
})

test('the last administrator can be neither removed nor lowered; with another one they can', async () => {
  const before = await trail()
  await expect(remove('ada')).rejects.toMatchObject({
    code: 'conflict',
    detail: expect.stringMatching('last administrator'),
  })
  await expect(role('ada', 'viewer')).rejects.toMatchObject({ code: 'conflict' })
  expect(await trail()).toEqual(before)
  expect((await read('ada'))?.role).toBe('administrator')
  await add('eve', 'administrator')
  await role('ada', 'viewer')
  await expect(remove('eve')).rejects.toMatchObject({ code: 'conflict' })
  await remove('ada')
  expect(await names()).toEqual(['eve'])
})

test('an administrator who is disabled is none that could stay behind', async () => {
  await add('eve', 'administrator')
  await store.db.update(users).set({ disabledAt: new Date() }).where(eq(users.username, 'eve'))
  await expect(remove('ada')).rejects.toMatchObject({ code: 'conflict' })
})

test('of two administrators who remove one another at the same moment one stays', async () => {
  await add('eve', 'administrator')
  const ends = await Promise.allSettled([remove('ada'), remove('eve')])
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await names()).toHaveLength(1)
})

test('a name that is taken, that nobody has, or that is none is said', async () => {
  await expect(add('ADA', 'viewer')).rejects.toMatchObject({
    code: 'conflict',
    detail: expect.stringMatching('“ADA” already'),
  })
  await expect(add('two\nlines', 'viewer')).rejects.toMatchObject({ code: 'invalid_request' })
  await expect(remove('nobody')).rejects.toMatchObject({
    code: 'not_found',
    detail: expect.stringMatching('no user “nobody”'),
  })
  await expect(role('nobody', 'viewer')).rejects.toMatchObject({ code: 'not_found' })
})
