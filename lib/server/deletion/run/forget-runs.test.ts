import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorldUnderTest, type WorldUnderTest } from '../../index/store-under-test.ts'
import { deletionManifests, deletions } from '../../store/schema.ts'
import { forgetRuns } from './forget-runs.ts'
import { runsUnderTest } from './run-under-test.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world?.close(), 60_000)

const dayMs = 86_400_000

test('what was removed is kept as long as the configuration says, and then its bytes are forgotten and the run is not', async () => {
  const { registry, context, plan, execute, undo } = runsUnderTest(world, 'untags')
  const { db } = context.runtime.store
  await registry.pushImage('shared', 'a', 'b', 'stays')
  const [first, second] = [await plan(['a']), await plan(['b'])]
  const ended = await execute(first.id)
  await execute(second.id)
  const keptMs = Date.parse(ended.expiresAt ?? '') - Date.parse(ended.finishedAt ?? '')
  expect(Math.round(keptMs / dayMs)).toBe(30)
  const isKept = async (id: string) =>
    (await db.select().from(deletionManifests).where(eq(deletionManifests.deletionId, id))).length > 0
  await db
    .update(deletions)
    .set({ expiresAt: sql`now() - interval '1 second'` })
    .where(eq(deletions.id, first.id))
  await forgetRuns(context.runtime)
  expect([await isKept(first.id), await isKept(second.id)]).toEqual([false, true])
  await expect(undo(first.id)).rejects.toMatchObject({ code: 'undo_expired' })
  expect(await undo(second.id)).toMatchObject({ state: 'undone' })
  expect([...registry.tags.keys()].toSorted()).toEqual(['b', 'stays'])
})

test('a plan that nobody has executed is forgotten after a day', async () => {
  const { registry, context, plan, list } = runsUnderTest(world, 'untags')
  await registry.pushImage('shared', 'a', 'b')
  const [old, young] = [await plan(['a']), await plan(['b'])]
  await context.runtime.store.db
    .update(deletions)
    .set({ createdAt: sql`now() - interval '25 hours'` })
    .where(eq(deletions.id, old.id))
  await forgetRuns(context.runtime)
  expect((await list()).map(({ id }) => id)).toEqual([young.id])
})
