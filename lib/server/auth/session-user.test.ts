import { expect, test } from 'vitest'
import type { Store } from '../store/store.ts'
import { isExpired, sessionSeconds } from './session-token.ts'
import { actorOf, forgetUser } from './session-user.ts'

const id = '0191d2a0-0000-7000-8000-000000000001'
const now = Date.parse('2026-01-01T12:00:00Z')
const token = { sub: id, version: 1, signedInAt: now / 1000 - 60, name: 'ann' }
const ann = { id, username: 'ann', role: 'editor', version: 1, disabledAt: null as Date | null }

/** As much of Drizzle as reading one user takes. */
function fakeDb(row: object | null) {
  const state = { row, reads: 0 }
  const where = async () => {
    state.reads += 1
    return state.row ? [state.row] : []
  }
  return { state, db: { select: () => ({ from: () => ({ where }) }) } as unknown as Store['db'] }
}

test('a session is its user, with the role of now and not of when it began', async () => {
  const { db } = fakeDb({ ...ann, role: 'viewer' })
  expect(await actorOf(db, token, now)).toEqual({ id, username: 'ann', role: 'viewer' })
})

test.each([
  ['a version counted up', { ...ann, version: 2 }],
  ['a user who was disabled', { ...ann, disabledAt: new Date() }],
  ['a user who is gone', null],
])('%s ends it', async (_, row) => expect(await actorOf(fakeDb(row).db, token, now)).toBeNull())

test('it ends twelve hours after the password was typed', async () => {
  const { db } = fakeDb(ann)
  const at = (seconds: number) => actorOf(db, { ...token, signedInAt: now / 1000 - seconds }, now)
  expect(await at(sessionSeconds - 1)).not.toBeNull()
  expect(await at(sessionSeconds)).toBeNull()
  expect(isExpired({ ...token, signedInAt: now / 1000 - sessionSeconds }, now)).toBe(true)
})

test.each([null, {}, { sub: 'admin', version: 1, signedInAt: 1 }, { ...token, version: '1' }, 'x'])(
  'what is no token of ours is nobody (case %#)',
  async (odd) => {
    const { db, state } = fakeDb(ann)
    expect(await actorOf(db, odd, now)).toBeNull()
    expect(state.reads).toBe(0)
  },
)

test('the user is read once for many requests, and again after a change', async () => {
  const { db, state } = fakeDb(ann)
  for (let i = 0; i < 5; i += 1) await actorOf(db, token, now)
  expect(state.reads).toBe(1)
  state.row = { ...ann, version: 2 }
  forgetUser(db, id)
  expect(await actorOf(db, token, now)).toBeNull()
})
