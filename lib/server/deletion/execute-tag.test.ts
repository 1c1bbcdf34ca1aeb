import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RegistryClient } from '#lib/registry/types.ts'
import type { Place } from '../index/place.ts'
import { readRegistryState } from '../index/registry-state.ts'
import { failing, openWorldUnderTest, type WorldUnderTest } from '../index/store-under-test.ts'
import { refreshTagList } from '../index/tag-list.ts'
import { executeTag } from './execute-tag.ts'
import { planTag } from './plan-tag.ts'
import { registryUnderTest } from './registry-under-test.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world?.close(), 60_000)

let count = 0
/** Each test has a registry of its own in the index, too. */
const placeOf = (client: Partial<RegistryClient>): Place =>
  world.placeOf(client, 'team/app', { id: `r${++count}` })

async function remove(place: Place, tag: string) {
  return executeTag(place, tag, await planTag(place, tag))
}
const tagDeleteOf = async ({ runtime, registry }: Place) =>
  (await readRegistryState(runtime, registry.settings.id)).capabilities.tagDelete

describe.each(['untags', 'refuses', 'deletes'] as const)('in a registry that %s', (untagging) => {
  test('one tag goes and every other stays where it was', async () => {
    const registry = registryUnderTest(untagging)
    const shared = await registry.pushImage('shared', 'a', 'b', 'c')
    const other = await registry.pushImage('other', 'd')
    await remove(placeOf(registry.client), 'b')
    expect(Object.fromEntries(registry.tags)).toEqual({ a: shared, c: shared, d: other })
  })

  test('a child of an index that nobody has looked at stays', async () => {
    const registry = registryUnderTest(untagging)
    const child = await registry.pushImage('child', 'amd64')
    const index = await registry.pushIndex([child], 'multi')
    await remove(placeOf(registry.client), 'amd64')
    expect(Object.fromEntries(registry.tags)).toEqual({ multi: index })
    expect(registry.manifests.has(child)).toBe(true)
  })

  test('a child of an index inside of an index stays', async () => {
    const registry = registryUnderTest(untagging)
    const child = await registry.pushImage('child', 'amd64')
    const inner = await registry.pushIndex([child])
    await registry.pushIndex([inner], 'outer')
    await remove(placeOf(registry.client), 'amd64')
    expect(registry.manifests.has(child)).toBe(true)
  })

  test('what was learnt from a tag alone endangers none of several later', async () => {
    const registry = registryUnderTest(untagging)
    await registry.pushImage('alone', 'alone')
    const place = placeOf(registry.client)
    await remove(place, 'alone')
    const shared = await registry.pushImage('shared', 'a', 'b', 'c')
    await remove(place, 'a')
    expect(Object.fromEntries(registry.tags)).toEqual({ b: shared, c: shared })
    expect(await tagDeleteOf(place)).toBe(untagging === 'untags')
  })
})

test('a tag pushed while a list was being read is a sibling all the same', async () => {
  const registry = registryUnderTest('refuses')
  const digest = await registry.pushImage('one', 'a')
  const held = Promise.withResolvers<void>()
  let lists = 0
  const place = placeOf({
    ...registry.client,
    async *listTags() {
      const names = [...registry.tags.keys()]
      if (lists++ === 0) await held.promise
      yield names
    },
  })
  const slow = refreshTagList(place)
  while (lists === 0) await new Promise(setImmediate)
  await registry.pushImage('one', 'late')
  const removing = remove(place, 'a')
  held.resolve()
  await slow
  expect(await removing).toBe('placeholder')
  expect(Object.fromEntries(registry.tags)).toEqual({ late: digest })
})

test('a tag that moves between plan and deletion is left alone', async () => {
  const registry = registryUnderTest('refuses')
  await registry.pushImage('one', 'a')
  const place = placeOf(registry.client)
  const plan = await planTag(place, 'a')
  const moved = await registry.pushImage('two', 'a')
  await expect(executeTag(place, 'a', plan)).rejects.toMatchObject({ code: 'tag_moved' })
  expect(registry.tags.get('a')).toBe(moved)
})

test.each([
  ['the push of the placeholder', 'putManifest'],
  ['its deletion', 'deleteManifest'],
] as const)('a tag is never left on a placeholder when the answer to %s is lost', async (_, method) => {
  const registry = registryUnderTest('refuses')
  const digest = await registry.pushImage('one', 'a', 'b')
  const plan = await planTag(placeOf(registry.client), 'a')
  let isLost = false
  const lose = async (): Promise<never> => {
    isLost = true
    throw failing('timeout')
  }
  const place = placeOf({
    ...registry.client,
    putManifest: async (...call) => {
      const answer = await registry.client.putManifest(...call)
      return method === 'putManifest' && !isLost ? lose() : answer
    },
    deleteManifest: async (...call) =>
      method === 'deleteManifest' ? lose() : registry.client.deleteManifest(...call),
  })
  await expect(executeTag(place, 'a', { ...plan, method: 'placeholder' })).rejects.toMatchObject({
    code: 'timeout',
  })
  expect(Object.fromEntries(registry.tags)).toEqual({ a: digest, b: digest })
})

test('a sibling that somebody deleted meanwhile is not brought back', async () => {
  const registry = registryUnderTest('untags')
  const digest = await registry.pushImage('one', 'a', 'b', 'c')
  const place = placeOf(registry.client)
  const plan = await planTag(place, 'a')
  registry.tags.delete('b')
  await executeTag(place, 'a', plan)
  expect(Object.fromEntries(registry.tags)).toEqual({ c: digest })
})
