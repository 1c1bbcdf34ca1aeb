import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorldUnderTest, type WorldUnderTest } from '../index/store-under-test.ts'
import { createLog } from '../log.ts'
import { createLeases, type Leases } from './leases.ts'

let world: WorldUnderTest
/** Each has a connection of its own, as two processes do. */
let one: Leases
let other: Leases
beforeAll(async () => {
  world = await openWorldUnderTest()
  one = createLeases(world.store, createLog('silent'))
  other = createLeases(world.store, createLog('silent'))
}, 60_000)
afterAll(async () => {
  await one?.close()
  await other?.close()
  await world?.close()
}, 60_000)

test('of many who ask at once, in both processes, one gets it', async () => {
  const id = randomUUID()
  const taken = await Promise.all([one, other, one, other, one, one].map((leases) => leases.take(id)))
  expect(taken.filter(Boolean)).toHaveLength(1)
  await (taken[1] || taken[3] ? other : one).give(id)
})

test('what several of one process asked for at once is free for the other process when it is given back', async () => {
  const id = randomUUID()
  expect((await Promise.all([one.take(id), one.take(id), one.take(id)])).filter(Boolean)).toHaveLength(1)
  expect(await other.take(id)).toBe(false)
  expect(await other.orphansAmong([id])).toEqual([])
  await one.give(id)
  expect(await other.orphansAmong([id])).toEqual([id])
  expect(await other.take(id)).toBe(true)
  expect(await one.take(id)).toBe(false)
  await other.give(id)
})
