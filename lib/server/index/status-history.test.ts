import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkStatus } from './registry-state.ts'
import { readLatency, recordCheck } from './status-history.ts'
import { failing, openWorldUnderTest, type WorldUnderTest } from './store-under-test.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world.close())

const now = new Date('2026-11-25T12:07:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const check = (id: string, minutes: number, latencyMs: number | null) =>
  recordCheck(world, id, {
    at: ago(minutes),
    state: latencyMs === null ? 'unreachable' : 'online',
    latencyMs,
  })

test('the median is that of the good answers; failures are counted beside it and are no latency of zero', async () => {
  for (const [minutes, latencyMs] of [
    [1, 10],
    [2, 30],
    [3, 20],
    [20, null],
    [21, null],
    [40, 500],
  ] as const)
    await check('a', minutes, latencyMs)
  const [latency] = await readLatency(world.placeOf({}).runtime, ['a'], now)
  expect(latency).toMatchObject({ registry: 'a', p50Ms: 20, p95Ms: 500, checks: 6, failed: 2 })
  expect(latency?.medianMs).toHaveLength(96)
  expect(latency?.medianMs.slice(-4)).toEqual([500, null, null, 20])
  expect(latency?.failedChecks.slice(-4).reduce((sum, n) => sum + n)).toBe(2)
  expect(latency?.medianMs.slice(0, -4).every((ms) => ms === null)).toBe(true)
})

test('looks of more than a day ago are forgotten, and those of other registries are not touched', async () => {
  await check('old', 26 * 60, 5)
  await check('other', 26 * 60, 5)
  await check('old', 0, 7)
  const { rows } = await world.store.pool.query(
    `SELECT registry_id, latency_ms FROM status_checks WHERE registry_id IN ('old', 'other') ORDER BY 1`,
  )
  expect(rows).toEqual([
    { registry_id: 'old', latency_ms: 7 },
    { registry_id: 'other', latency_ms: 5 },
  ])
})

test('a registry that nobody asked has an unknown latency', async () => {
  const [latency] = await readLatency(world.placeOf({}).runtime, ['silent'], now)
  expect(latency).toMatchObject({ p50Ms: null, p95Ms: null, checks: 0, failed: 0 })
})

test('asking a registry leaves its latency in the history, or that it did not answer, and tells open pages', async () => {
  const up = world.placeOf({ ping: async () => ({}) as never }, 'x', { id: 'up' })
  const down = world.placeOf({ ping: () => Promise.reject(failing('unreachable')) }, 'x', { id: 'down' })
  const told: unknown[] = []
  up.runtime.changes.subscribe((change) => told.push(change))
  await checkStatus(up.runtime, up.registry)
  await checkStatus(down.runtime, down.registry)
  const [good, bad] = await readLatency(up.runtime, ['up', 'down'])
  expect(good).toMatchObject({ checks: 1, failed: 0, p50Ms: expect.any(Number) })
  expect(bad).toMatchObject({ checks: 1, failed: 1, p50Ms: null })
  expect(told).toEqual([{ about: 'registry', registry: 'up' }])
})
