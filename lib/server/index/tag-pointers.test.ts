import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tags } from '../store/schema.ts'
import { openWorldUnderTest, type WorldUnderTest } from './store-under-test.ts'
import { readPointers, writePointers } from './tag-pointers.ts'
import { writeBatch } from './write-batch.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world?.close(), 60_000)

const repository = 'team/app'
const digest = `sha256:${'0'.repeat(64)}`

test('keeping where a few tags of a large repository point goes through those few, before there are statistics as well', async () => {
  const place = world.placeOf({}, repository)
  const { db } = world.store
  // A first walk is through before autovacuum has come by.
  await db.execute(sql`ALTER TABLE tags SET (autovacuum_enabled = off)`)
  const names = Array.from({ length: 3_000 }, (_, i) => `v${i}`)
  await db
    .insert(tags)
    .values(names.map((name) => ({ registryId: 'one', repository, name, versionKey: name })))
  const asked = names.slice(0, 100).map((name) => ({ repository, name }))
  const { known, readAt } = await readPointers(place, asked)
  expect(known.size).toBe(asked.length)

  const fetched = await writeBatch(place.runtime, async (tx) => {
    await writePointers(
      tx,
      'one',
      asked.map((tag) => ({ ...tag, digest, problem: null })),
      readAt,
    )
    const { rows } = await tx.execute<{ count: string }>(
      sql`SELECT idx_tup_fetch + seq_tup_read AS count FROM pg_stat_xact_user_tables WHERE relname = 'tags'`,
    )
    return Number(rows[0]?.count)
  })
  expect(fetched).toBeGreaterThanOrEqual(asked.length)
  expect(fetched).toBeLessThan(asked.length * 10)
  const { rows } = await db.execute(sql`SELECT FROM tags WHERE digest = ${digest}`)
  expect(rows).toHaveLength(asked.length)
})

test('what somebody wrote after the read stays, and so does what is gone', async () => {
  const place = world.placeOf({}, 'team/other')
  const { db } = world.store
  const later = new Date(Date.now() + 60_000)
  const row = (name: string) => ({
    registryId: 'one',
    repository: 'team/other',
    name,
    versionKey: name,
    digest: null as string | null,
  })
  await db
    .insert(tags)
    .values([
      row('plain'),
      { ...row('written'), digest: `sha256:${'1'.repeat(64)}`, seenAt: later },
      { ...row('gone'), goneAt: later },
    ])
  const asked = ['plain', 'written', 'gone'].map((name) => ({ repository: 'team/other', name }))
  const { readAt } = await readPointers(place, asked)
  await writeBatch(place.runtime, (tx) =>
    writePointers(
      tx,
      'one',
      asked.map((tag) => ({ ...tag, digest, problem: null })),
      readAt,
    ),
  )
  const { rows } = await db.execute(
    sql`SELECT name, digest FROM tags WHERE repository = 'team/other' ORDER BY name`,
  )
  expect(rows).toEqual([
    { name: 'gone', digest: null },
    { name: 'plain', digest },
    { name: 'written', digest: `sha256:${'1'.repeat(64)}` },
  ])
})
