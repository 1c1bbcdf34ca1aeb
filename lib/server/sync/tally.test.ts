import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openWorldUnderTest } from '../index/store-under-test.ts'
import { syncWalks } from '../store/schema.ts'
import { WalkTally } from './tally.ts'

test('what a part has done counts, even where another part has ended the walk before it is written down', async () => {
  const world = await openWorldUnderTest()
  try {
    const { runtime, registry } = world.placeOf({
      traffic: () => ({ concurrency: 1, active: 0, requests: 0, pausedForMs: 0 }),
    })
    const id = '00000000-0000-4000-8000-000000000001'
    await world.store.db
      .insert(syncWalks)
      .values({ id, registryId: 'one', reason: 'asked', state: 'succeeded', repositoriesDone: 3 })
    const tally = WalkTally.join(runtime, registry, id)
    const other = WalkTally.join(runtime, registry, id)
    expect(other).toBe(tally)
    other.counts.tags = 3
    await other.leave()
    tally.counts.tags += 4
    tally.count('request')
    await tally.leave()
    expect(WalkTally.join(runtime, registry, id)).not.toBe(tally)
    const { rows } = await world.store.db.execute(
      sql`SELECT state, tags_done, requests, repositories_done FROM sync_walks WHERE id = ${id}`,
    )
    expect(rows).toEqual([{ state: 'succeeded', tags_done: 7, requests: 1, repositories_done: 3 }])
  } finally {
    await world.close()
  }
}, 60_000)
