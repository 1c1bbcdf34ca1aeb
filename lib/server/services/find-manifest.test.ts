import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RegistryErrorCode } from '#lib/registry/error.ts'
import type { RegistryClient } from '#lib/registry/types.ts'
import type { Context } from '../context.ts'
import { planTag } from '../deletion/plan-tag.ts'
import { registryUnderTest } from '../deletion/registry-under-test.ts'
import type { Place } from '../index/place.ts'
import { failing, openWorldUnderTest, type WorldUnderTest } from '../index/store-under-test.ts'
import { refreshTagList } from '../index/tag-list.ts'
import { repositoryManifests, tags } from '../store/schema.ts'
import { findManifest } from './find-manifest.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world?.close(), 60_000)

let registry: ReturnType<typeof registryUnderTest>
let place: Place
let requests: string[]
let trouble: RegistryErrorCode | null
let count = 0
beforeEach(() => {
  registry = registryUnderTest('refuses')
  requests = []
  trouble = null
  const watched = Object.fromEntries(
    Object.entries(registry.client).map(([name, method]) => [
      name,
      (...call: never[]) => {
        requests.push(name)
        if (trouble) throw failing(trouble)
        return (method as (...call: never[]) => unknown)(...call)
      },
    ]),
  )
  place = world.placeOf(watched as Partial<RegistryClient>, 'team/app', { id: `m${++count}` })
})

const find = (reference: string, at = place) => {
  const runtime = { ...at.runtime, registries: { get: async () => at.registry } }
  const params = { registry: at.registry.settings.id, repository: at.repository, reference }
  return findManifest({ runtime } as unknown as Context, params)
}
const grown = { seenAt: sql`now() - interval '1 hour'` }
const growOld = async () => {
  const id = place.registry.settings.id
  await world.store.db.update(repositoryManifests).set(grown).where(eq(repositoryManifests.registryId, id))
  await world.store.db
    .update(tags)
    .set({ ...grown, checkedAt: grown.seenAt })
    .where(eq(tags.registryId, id))
}

test('a digest that was just seen here is answered without a request', async () => {
  const digest = await registry.pushImage('one', 'a')
  await find(digest)
  requests.length = 0
  expect((await find(digest)).freshness.state).toBe('fresh')
  expect(requests).toEqual([])
})

test('a digest that was deleted since is not shown for ever', async () => {
  const digest = await registry.pushImage('one', 'a')
  await find(digest)
  registry.manifests.clear()
  await growOld()
  await expect(find(digest)).rejects.toMatchObject({ code: 'manifest_not_found' })
  await expect(find(digest)).rejects.toMatchObject({ code: 'manifest_not_found' })
})

test('a digest is shown through an outage, with the time when it was last seen', async () => {
  const digest = await registry.pushImage('one', 'a')
  await find(digest)
  await growOld()
  trouble = 'unreachable'
  const { freshness } = await find(digest)
  expect(freshness).toMatchObject({ state: 'unreachable', problem: { code: 'registry_unreachable' } })
  expect(Date.now() - new Date(freshness.asOf ?? 0).getTime()).toBeGreaterThan(3_000_000)
})

test('a digest that another repository has is not shown in one that has it not', async () => {
  const digest = await registry.pushImage('one', 'a')
  await find(digest)
  const elsewhere = world.placeOf(registryUnderTest('refuses').client, 'team/other', { id: 'elsewhere' })
  await expect(find(digest, elsewhere)).rejects.toMatchObject({ code: 'manifest_not_found' })
})

test('a tag whose pointer alone is known, from planning a deletion, is read', async () => {
  await registry.pushImage('one', 'a')
  for (let i = 0; i < 201; i++) await registry.pushImage(`other ${i}`, `other-${i}`)
  await refreshTagList(place)
  await planTag(place, 'a')
  expect((await find('other-7')).row.kind).toBe('image')
})

test('a tag that was deleted since is not found, and one without a manifest is broken', async () => {
  const digest = await registry.pushImage('one', 'a', 'b')
  await refreshTagList(place)
  await find('a')
  await find('b')
  registry.tags.delete('a')
  await growOld()
  await expect(find('a')).rejects.toMatchObject({ code: 'tag_not_found' })
  registry.manifests.delete(digest)
  await expect(find('b')).rejects.toMatchObject({ code: 'manifest_not_found' })
})

test('a tag is shown through an outage, and never seen it is the registry’s failure and no 404', async () => {
  await registry.pushImage('one', 'a', 'b')
  await refreshTagList(place)
  await find('a')
  await growOld()
  trouble = 'unreachable'
  expect((await find('a')).freshness).toMatchObject({ state: 'unreachable' })
  await expect(find('b')).rejects.toMatchObject({ code: 'unreachable' })
})
