import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditEntry } from '#lib/api/audit.ts'
import { openWorldUnderTest, type WorldUnderTest } from '../index/store-under-test.ts'
import { audit } from '../store/schema.ts'
import { verifyChain } from './verify-chain.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world?.close(), 60_000)

const row = (detail: string | null, more: object = {}) => ({
  actor: 'ada',
  action: 'tag.delete' as AuditEntry['action'],
  phase: 'started' as const,
  operation: '00000000-0000-4000-8000-000000000000',
  detail,
  ...more,
})
const write = (...rows: ReturnType<typeof row>[]) => world.store.db.insert(audit).values(rows)
const verify = () => verifyChain(world.store.pool)

test('rows of any content are a chain, however many write at once, and ids follow it', async () => {
  await write(
    row('“Zoë” \\ "quoted" \n\t\u0001 \u2028 한국어 \u{1F600} </script>', { registry: 'one', tag: 'v1' }),
  )
  await write(row(null), row(''), row('[null, "x"]'))
  await Promise.all(
    Array.from({ length: 40 }, (_, i) => write(row(`${i} a`), row(`${i} b`, { policy: 'old' }))),
  )
  const report = await verify()
  expect(report).toMatchObject({ rows: 84, broken: null, head: { id: 84 } })
  const { rows } = await world.store.pool.query(
    'SELECT max(id)::int AS last, count(*)::int AS count FROM audit',
  )
  expect(rows[0]).toEqual({ last: 84, count: 84 })
})

test('neither id nor hashes can be chosen by whoever writes, and no row can be changed', async () => {
  await write(row('mine', { hash: 'f'.repeat(64), previousHash: 'e'.repeat(64) }))
  expect((await verify()).broken).toBeNull()
  for (const statement of ['UPDATE audit SET detail = NULL', 'DELETE FROM audit', 'TRUNCATE audit'])
    await expect(world.store.pool.query(statement)).rejects.toThrow('append-only')
})

test('rows from before there was a chain are chained by the migration', async () => {
  const migration = readFileSync('drizzle/0013_audit_chain.sql', 'utf8')
  const block = /ALTER TABLE "audit" DISABLE[\s\S]*ENABLE TRIGGER USER;/.exec(migration)?.[0] ?? ''
  const client = await world.store.pool.connect()
  try {
    await client.query('BEGIN')
    await client.query(
      `ALTER TABLE audit DISABLE TRIGGER USER; UPDATE audit SET hash = '', previous_hash = ''`,
    )
    expect((await verifyChain(client)).broken).not.toBeNull()
    await client.query(block)
    expect((await verifyChain(client)).broken).toBeNull()
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
})

test.each([
  ['a changed text', `UPDATE audit SET detail = 'nothing' WHERE id = 50`, 50, 'content_changed'],
  [
    'a changed moment',
    `UPDATE audit SET at = at - interval '1 millisecond' WHERE id = 50`,
    50,
    'content_changed',
  ],
  [
    'a row with a hash that fits its new content',
    `UPDATE audit a SET actor = 'eve', hash = audit_hash(previous_hash, ROW(id, at, 'eve', action, phase, operation, registry, repository, tag, digest, method, detail, request_id, policy, previous_hash, hash)::audit) WHERE id = 50`,
    51,
    'not_after_the_row_before',
  ],
  ['a row that is gone', 'DELETE FROM audit WHERE id = 50', 51, 'rows_missing_before'],
  [
    'two rows in each other’s place',
    `UPDATE audit a SET detail = b.detail, policy = b.policy, at = b.at, hash = b.hash, previous_hash = b.previous_hash FROM audit b WHERE a.id IN (50, 51) AND b.id = 101 - a.id`,
    50,
    'not_after_the_row_before',
  ],
  ['a first row that is gone', 'DELETE FROM audit WHERE id = 1', 2, 'rows_missing_before'],
])('%s is found by whoever may do anything to the database', async (_, statement, id, fault) => {
  const client = await world.store.pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('ALTER TABLE audit DISABLE TRIGGER USER')
    await client.query(statement)
    expect((await verifyChain(client)).broken).toMatchObject({ id, fault })
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
  expect((await verify()).broken).toBeNull()
})
