import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorldUnderTest, type WorldUnderTest } from '../index/store-under-test.ts'
import { digestOf } from '../index/tags-under-test.ts'
import { manifestChildren, manifests, tags } from '../store/schema.ts'
import { readUsedDigests } from './read-used.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
  const { db } = world.store
  const manifest = (name: string, kind: 'image' | 'index') => ({
    digest: digestOf(name),
    mediaType: `application/vnd.oci.image.${kind}.v1+json`,
    sizeBytes: 2,
    bytes: Buffer.from('{}'),
    kind,
    isComplete: true,
  })
  await db.insert(manifests).values([manifest('list', 'index'), manifest('amd64', 'image')])
  await db.insert(manifestChildren).values({
    parentDigest: digestOf('list'),
    position: 0,
    childDigest: digestOf('amd64'),
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    sizeBytes: 2,
    annotations: {},
  })
  const tag = (registryId: string, repository: string, name: string, more: object = {}) => ({
    registryId,
    repository,
    name,
    versionKey: name,
    ...more,
  })
  await db.insert(tags).values([
    tag('test', 'team/app', 'build-1', { digest: digestOf('list') }),
    tag('prod', 'mirror/app', 'stable', { digest: digestOf('list') }),
    tag('prod', 'mirror/app', 'old_stable', { digest: digestOf('old') }),
    tag('prod', 'mirror/app', 'gone', { digest: digestOf('gone'), goneAt: new Date() }),
    tag('prod', 'mirror/app', 'broken', { problem: { code: 'manifest_not_found', detail: 'It is so.' } }),
    tag('prod', 'unread/app', 'stable'),
    tag('prod', 'mirror/app', `sha256-${'a'.repeat(64)}`, {
      digest: digestOf('referrer'),
      isReferrer: true,
    }),
  ])
}, 60_000)
afterAll(() => world?.close(), 60_000)

const used = (registry: string, repository: string, ...names: string[]) =>
  readUsedDigests(world.placeOf({}).runtime, [{ registry, repository, tags: names }])

test('a digest is in use under a tag of another registry, and so is everything that the index on it holds', async () => {
  const { digests, isComplete } = await used('prod', 'mirror/*', 'stable')
  expect([...digests]).toEqual(
    expect.arrayContaining([
      [digestOf('list'), 'prod/mirror/app:stable'],
      [digestOf('amd64'), 'prod/mirror/app:stable'],
    ]),
  )
  expect(digests.size).toBe(2)
  expect(isComplete).toBe(true)
})

test('what a registry no longer lists, has no manifest for, or keeps for referrers alone is under nothing', async () => {
  const { digests, isComplete } = await used('prod', 'mirror/app', '*')
  expect([...digests.keys()].toSorted()).toEqual(
    [digestOf('list'), digestOf('amd64'), digestOf('old')].toSorted(),
  )
  expect(isComplete).toBe(true)
})

test('a tag of which nobody knows yet what it points to leaves the answer open', async () => {
  expect((await used('*', '*', 'stable')).isComplete).toBe(false)
})

test('what stands for any character to the database is a character of a name', async () => {
  expect((await used('prod', 'mirror/app', 'old_stabl_')).digests.size).toBe(0)
  expect((await used('prod', 'mirror/app', 'old_stable')).digests.size).toBe(1)
})
