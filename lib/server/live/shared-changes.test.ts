import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Change } from '#lib/api/live.ts'
import { openWorldUnderTest, type WorldUnderTest } from '../index/store-under-test.ts'
import type { Changes } from './changes.ts'
import { createSharedChanges } from './shared-changes.ts'

let world: WorldUnderTest
const open: Changes[] = []
const log = { warn: () => {}, debug: () => {} }

beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)

afterAll(async () => {
  await Promise.all(open.map((changes) => changes.close()))
  await world.close()
})

const tagsOf = (repository: string): Change => ({ about: 'tags', registry: 'one', repository })

async function replica() {
  const changes = createSharedChanges({ connect: world.store.newClient, log })
  open.push(changes)
  const heard: Change[] = []
  changes.subscribe((change) => heard.push(change))
  const count = async () => {
    const { rows } = await world.store.pool.query(
      // It may have said something since it began to listen.
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'portolan_changes' AND query !~ '^SET'",
    )
    return rows[0].n
  }
  await vi.waitFor(async () => expect(await count()).toBeGreaterThanOrEqual(open.length), 5_000)
  return { changes, heard }
}

/** Ends every connection that listens, as a restart of the database would. */
const breakConnections = () =>
  world.store.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'portolan_changes'",
  )

test('what one replica tells is heard by itself at once and by the other shortly after, once each', async () => {
  const [one, two] = [await replica(), await replica()]
  one.changes.publish(tagsOf('team/app'))
  expect(one.heard).toEqual([tagsOf('team/app')])
  const startedAt = performance.now()
  await vi.waitFor(() => expect(two.heard).toEqual([tagsOf('team/app')]), { interval: 5 })
  expect(performance.now() - startedAt).toBeLessThan(500)
  two.changes.publish({ about: 'registries' })
  await vi.waitFor(() => expect(one.heard).toEqual([tagsOf('team/app'), { about: 'registries' }]))
  expect(two.heard).toEqual([tagsOf('team/app'), { about: 'registries' }])
})

test('a burst of a thousand is heard as a handful, and the last of it is among them', async () => {
  const [one, two] = [await replica(), await replica()]
  for (let n = 0; n < 1_000; n++) one.changes.publish(tagsOf('burst/app'))
  one.changes.publish(tagsOf('burst/last'))
  await vi.waitFor(() => expect(two.heard).toContainEqual(tagsOf('burst/last')))
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(two.heard.filter((c) => JSON.stringify(c) === JSON.stringify(tagsOf('burst/app')))).toHaveLength(2)
})

test('after the connection was lost anything may have changed, and what follows is heard again', async () => {
  const [one, two] = [await replica(), await replica()]
  await breakConnections()
  // Said while nobody listens: the other one is told that something was.
  one.changes.publish(tagsOf('lost/app'))
  await vi.waitFor(() => expect(two.heard).toContainEqual({ about: 'anything' }), 5_000)
  await vi.waitFor(() => expect(one.heard).toContainEqual({ about: 'anything' }), 5_000)
  await vi.waitFor(async () => {
    one.changes.publish(tagsOf('after/app'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(two.heard).toContainEqual(tagsOf('after/app'))
  }, 5_000)
})

test('without a database whoever is here still hears what happens here', async () => {
  const connect = () => {
    const client = world.store.newClient()
    client.connect = () => Promise.reject(new Error('down'))
    return client
  }
  const changes = createSharedChanges({ connect, log })
  const heard: Change[] = []
  changes.subscribe((change) => heard.push(change))
  changes.publish({ about: 'activity' })
  expect(heard).toEqual([{ about: 'activity' }])
  await changes.close()
})
