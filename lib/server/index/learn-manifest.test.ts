import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf } from '#lib/registry/digest.ts'
import { mediaTypes } from '#lib/registry/media-types.ts'
import { registryUnderTest } from '../deletion/registry-under-test.ts'
import { refreshCatalog } from './catalog.ts'
import { countRegistry } from './count-registry.ts'
import { learnManifest } from './learn-manifest.ts'
import { readManifest } from './manifest-detail.ts'
import { readMembership } from './membership.ts'
import { resolveTags } from './resolve-tags.ts'
import { failing, openWorldUnderTest, type WorldUnderTest } from './store-under-test.ts'
import { refreshTagList } from './tag-list.ts'
import { readTag } from './tag-pointer.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world?.close(), 60_000)

const config = { mediaType: 'application/x', digest: digestOf(Buffer.from('x')), size: 1 }
const put = (registry: ReturnType<typeof registryUnderTest>, document: object, type: string, tag: string) => {
  const bytes = Buffer.from(JSON.stringify(document))
  return registry.client.putManifest('', tag, { mediaType: type, bytes })
}

test('what no database takes keeps no image from being known', async () => {
  const registry = registryUnderTest('untags')
  const annotations = { 'a\0b': 'c\0d', half: '\ud800' }
  const document = { mediaType: mediaTypes.ociManifest, config, layers: [], annotations, artifactType: 'x\0' }
  const { digest } = await put(registry, document, mediaTypes.ociManifest, 'a')
  const place = world.placeOf(registry.client)
  await learnManifest(place, digest)
  expect((await readManifest(place, digest))?.row).toMatchObject({
    annotations: { 'a\ufffdb': 'c\ufffdd', half: '\ufffd' },
    artifactType: 'x\ufffd',
  })
})

test('what one registry serves as something else becomes no fact for all', async () => {
  const registry = registryUnderTest('untags')
  const { digest } = await put(registry, { schemaVersion: 2, config, layers: [] }, mediaTypes.ociIndex, 'a')
  const place = world.placeOf(registry.client)
  await expect(learnManifest(place, digest)).rejects.toMatchObject({ code: 'invalid_response' })
  expect(await readManifest(place, digest)).toBeNull()
})

test('an outage in the middle of an index is not kept as a missing child', async () => {
  const registry = registryUnderTest('untags')
  const child = await registry.pushImage('child of an outage')
  const index = await registry.pushIndex([child, digestOf(Buffer.from('missing'))], 'multi')
  const getManifest: typeof registry.client.getManifest = async (name, reference) => {
    if (reference === child) throw failing('server_error', 503)
    return registry.client.getManifest(name, reference)
  }
  const broken = world.placeOf({ ...registry.client, getManifest })
  await expect(learnManifest(broken, index)).rejects.toMatchObject({ code: 'server_error' })
  expect(await readMembership(broken, child)).toBeNull()
  const whole = world.placeOf(registry.client)
  await learnManifest(whole, index)
  expect((await readManifest(whole, index))?.row).toMatchObject({ totalSize: null, isComplete: false })
})

test('when the registry as a whole fails nobody is told that a tag was looked up', async () => {
  // Far more than are asked for at once: the last one can't be under way when the first answer comes.
  const names = Array.from({ length: 200 }, (_, i) => `t${i}`)
  let requests = 0
  const getManifest = async (): Promise<never> => {
    requests++
    throw failing('rate_limited', 429)
  }
  const place = world.placeOf(
    {
      async *listTags() {
        yield names
      },
      getManifest,
    },
    'team/limited',
  )
  await refreshTagList(place)
  const both = await Promise.allSettled([resolveTags(place, names), resolveTags(place, ['t199'])])
  for (const one of both) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'rate_limited' } })
  expect(requests).toBeLessThan(40)
  expect(await readTag(place, 't199')).toMatchObject({ digest: null, checkedAt: null })
})

test('a catalog that breaks off in the middle makes nothing missing', async () => {
  let isBroken = false
  const place = world.placeOf(
    {
      async *listRepositories() {
        yield ['a']
        if (isBroken) throw failing('not_found', 404)
        yield ['b']
      },
    },
    'a',
    { id: 'half' },
  )
  await refreshCatalog(place.runtime, place.registry)
  isBroken = true
  await expect(refreshCatalog(place.runtime, place.registry)).rejects.toMatchObject({ code: 'not_found' })
  expect(await countRegistry(place.runtime, 'half')).toMatchObject({ repositories: 2 })
})
