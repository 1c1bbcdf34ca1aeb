import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf, openTagsUnderTest, type TagsUnderTest } from '../index/tags-under-test.ts'
import { readSignedDigests } from './read-signed.ts'

let world: TagsUnderTest
beforeAll(async () => {
  world = await openTagsUnderTest()
}, 60_000)
afterAll(() => world?.close(), 60_000)

test('signed is what a tag of cosign or a manifest about it says, in its own repository and as long as that is there', async () => {
  const signed = await readSignedDigests(world.place.runtime, 'one', ['team/app', 'team/other'])
  expect([...(signed.get('team/app') ?? [])].toSorted()).toEqual(world.signedDigests.toSorted())
  // What is signed there is not signed here.
  expect([...(signed.get('team/other') ?? [])]).toEqual([digestOf('manifest 2')])
  expect((await readSignedDigests(world.place.runtime, 'two', ['team/app'])).size).toBe(0)
})
