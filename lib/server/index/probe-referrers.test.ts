import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RegistryClient } from '#lib/registry/types.ts'
import { tags } from '../store/schema.ts'
import { learnReferrersApi, probeReferrers } from './probe-referrers.ts'
import { readRegistryState } from './registry-state.ts'
import { failing, openWorldUnderTest, type WorldUnderTest } from './store-under-test.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world?.close())
beforeEach(() => world.store.db.execute(sql`TRUNCATE tags, registry_states`))

const digest = `sha256:${'a'.repeat(64)}`
const withTag = () =>
  world.store.db
    .insert(tags)
    .values({ registryId: 'one', repository: 'team/app', name: 'v1', versionKey: 'v1', digest })

type ListReferrers = RegistryClient['listReferrers']
/** Asks with this answer; says how often the registry was asked, and what is known of it afterwards. */
async function probe(listReferrers: ListReferrers) {
  const asked: Parameters<ListReferrers>[] = []
  const place = world.placeOf({
    listReferrers: async (...args) => {
      asked.push(args)
      return listReferrers(...args)
    },
  })
  const told: unknown[] = []
  place.runtime.changes.subscribe(
    (change) => told.push(change),
    () => {},
  )
  const outcome = await Promise.all([probeReferrers(place), probeReferrers(place)]).then(
    () => 'done',
    () => 'failed',
  )
  const { capabilities } = await readRegistryState(place.runtime, 'one')
  return { asked: asked.length, told, outcome, referrers: capabilities.referrers }
}

test.each([
  ['api', true],
  ['tag', false],
] as const)(
  'one request says whether there is a referrers API: found by %s, it is %s',
  async (source, referrers) => {
    await withTag()
    expect(await probe(async () => ({ source, descriptors: [] }))).toEqual({
      asked: 1,
      told: [{ about: 'tags', registry: 'one', repository: 'team/app' }],
      outcome: 'done',
      referrers,
    })
  },
)

test('without a tag whose digest is known nothing is asked, and nothing is claimed', async () => {
  await withTag()
  await world.store.db.execute(sql`UPDATE tags SET digest = NULL`)
  const answer = async () => ({ source: 'api' as const, descriptors: [] })
  expect(await probe(answer)).toEqual({ asked: 0, told: [], outcome: 'done', referrers: null })
  await world.store.db.execute(sql`UPDATE tags SET digest = ${digest}, gone_at = now()`)
  expect(await probe(answer)).toMatchObject({ asked: 0, referrers: null })
})

test('a registry that refuses to say leaves it unknown, and is asked again next time', async () => {
  await withTag()
  const refused = await probe(async () => {
    throw failing('denied', 403)
  })
  expect(refused).toEqual({ asked: 1, told: [], outcome: 'failed', referrers: null })
  expect(await probe(async () => ({ source: 'api', descriptors: [] }))).toMatchObject({
    asked: 1,
    referrers: true,
  })
})

test('whoever walks asks where it is not known, and after an error not again with the next repository', async () => {
  await withTag()
  let asked = 0
  const place = world.placeOf({
    listReferrers: async () => {
      asked++
      throw failing('server_error', 500)
    },
  })
  await learnReferrersApi(place, ['team/empty'])
  expect(asked).toBe(0)
  await learnReferrersApi(place, ['team/empty', 'team/app'])
  await learnReferrersApi(place, ['team/app'])
  expect(asked).toBe(1)
  const known = world.placeOf({ listReferrers: async () => ({ source: 'api', descriptors: [] }) })
  await learnReferrersApi(known, ['team/app'])
  expect((await readRegistryState(known.runtime, 'one')).capabilities.referrers).toBe(true)
  await learnReferrersApi(place, ['team/app'])
  expect(asked).toBe(1)
})
