import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chainOf } from '#lib/engines/layers/chain.ts'
import { digestOf } from '#lib/registry/digest.ts'
import { mediaTypes } from '#lib/registry/media-types.ts'
import { registryUnderTest } from '../deletion/registry-under-test.ts'
import { imageChains } from '../store/schema.ts'
import { completeChains } from './image-chains.ts'
import { learnManifest } from './learn-manifest.ts'
import { openWorldUnderTest, type WorldUnderTest } from './store-under-test.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world?.close(), 60_000)

const digest = (letter: string) => `sha256:${letter.repeat(64)}`
const layer = (letter: string) => ({
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  digest: digest(letter),
  size: 1,
})

async function learn(letters: string, diffIds: string[] | null, configType: string = mediaTypes.ociConfig) {
  const registry = registryUnderTest('untags')
  const config = Buffer.from(JSON.stringify(diffIds ? { rootfs: { diff_ids: diffIds } } : { of: letters }))
  const document = {
    mediaType: mediaTypes.ociManifest,
    config: { mediaType: configType, digest: digestOf(config), size: config.length },
    layers: [...letters].map(layer),
  }
  const bytes = Buffer.from(JSON.stringify(document))
  const manifest = await registry.client.putManifest('', 'a', { mediaType: mediaTypes.ociManifest, bytes })
  await learnManifest(world.placeOf({ ...registry.client, readBlob: async () => config }), manifest.digest)
  return manifest.digest
}

const kept = async (manifest: string) => {
  const { db } = world.store
  const [row] = await db.select().from(imageChains).where(eq(imageChains.manifestDigest, manifest))
  return row ?? null
}

test('an image is learned with the chain of its diff IDs, and with that of its layers where it has none', async () => {
  const ids = [digest('1'), digest('2'), digest('3')]
  const byContent = await kept(await learn('abc', ids))
  const chain = chainOf(ids, ids)
  expect(byContent).toMatchObject({
    chain: chain?.id,
    depth: 3,
    prefixes: chain?.prefixes.map(({ id }) => id),
  })
  const byLayers = await kept(await learn('ab', null))
  expect(byLayers).toMatchObject({ chain: chainOf([digest('a'), digest('b')], null)?.id, depth: 2 })
})

test('an artifact has no chain', async () => {
  expect(await kept(await learn('ab', null, 'application/x.example'))).toBeNull()
})

test('images that were learned before there were chains get theirs, each as if it were learned now', async () => {
  const images = [await learn('def', [digest('4'), digest('5'), digest('6')]), await learn('d', null)]
  const before = await Promise.all(images.map(kept))
  await world.store.db.delete(imageChains)
  expect(await completeChains(world.store.db)).toBeGreaterThanOrEqual(2)
  expect(await Promise.all(images.map(kept))).toEqual(before)
  expect(await completeChains(world.store.db)).toBe(0)
})
