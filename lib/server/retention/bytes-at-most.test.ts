import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorldUnderTest, type WorldUnderTest } from '../index/store-under-test.ts'
import { digestOf } from '../index/tags-under-test.ts'
import { manifestBlobs, manifestChildren, manifests } from '../store/schema.ts'
import { bytesAtMost } from './bytes-at-most.ts'

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
  await db
    .insert(manifests)
    .values([
      manifest('a', 'image'),
      manifest('b', 'image'),
      manifest('child', 'image'),
      manifest('list', 'index'),
    ])
  const layer = (name: string, position: number, blob: string, size: number | null) => ({
    manifestDigest: digestOf(name),
    blobDigest: digestOf(blob),
    role: 'layer' as const,
    position,
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    sizeBytes: size,
  })
  await db
    .insert(manifestBlobs)
    .values([
      layer('a', 0, 'base', 1000),
      layer('a', 1, 'top of a', 10),
      layer('b', 0, 'base', 1001),
      layer('b', 1, 'nobody says', null),
      layer('child', 0, 'base', 1000),
    ])
  await db.insert(manifestChildren).values({
    parentDigest: digestOf('list'),
    position: 0,
    childDigest: digestOf('child'),
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    sizeBytes: 2,
    annotations: {},
  })
}, 60_000)
afterAll(() => world?.close(), 60_000)

const at = (...names: string[]) => bytesAtMost(world.placeOf({}).runtime, new Set(names.map(digestOf)))

test('what several images stand on counts once, at the larger of two claims, and so does what an index holds', async () => {
  expect(await at('a')).toBe(2 + 1000 + 10)
  expect(await at('a', 'b')).toBe(2 + 2 + 1001 + 10)
  expect(await at('a', 'b', 'list')).toBe(4 * 2 + 1001 + 10)
})

test('of nothing it is nothing, and of what nobody has read it is not known', async () => {
  expect(await at()).toBe(0)
  expect(await at('unread')).toBeNull()
})
