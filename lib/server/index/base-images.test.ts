import { afterAll, beforeAll, expect, test } from 'vitest'
import { chooseBase } from '#lib/engines/layers/base-image.ts'
import { chainOf } from '#lib/engines/layers/chain.ts'
import { manifestChildren, repositoryManifests } from '../store/schema.ts'
import { countDerived, readBaseCandidates, readDerived } from './base-images.ts'
import { saveChains } from './image-chains.ts'
import { openWorldUnderTest, type WorldUnderTest } from './store-under-test.ts'
import { addTag, markTagGone } from './tag-pointer.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world?.close(), 60_000)

const digest = (name: string) => `sha256:${Buffer.from(name).toString('hex').padEnd(64, '0')}`
const runtime = () => world.placeOf({}).runtime

/** An image with these layers (each letter one), known to the index, wherever it is. */
async function know(name: string, layers: string): Promise<string> {
  const chain = chainOf([...layers].map(digest), [...layers].map(digest))
  await saveChains(world.store.db, chain ? [{ digest: digest(name), chain }] : [])
  return digest(name)
}

async function index(name: string, children: readonly string[]): Promise<string> {
  const row = (childDigest: string, position: number) => ({
    parentDigest: digest(name),
    childDigest,
    position,
    mediaType: 'x',
  })
  await world.store.db.insert(manifestChildren).values(children.map(row))
  return digest(name)
}

async function tag(reference: string, top: string, images = [top], registry = 'one') {
  const [repository = '', name = ''] = reference.split(':')
  const place = world.placeOf({}, repository, { id: registry })
  await addTag(place, name, top)
  for (const one of images)
    await world.store.db
      .insert(repositoryManifests)
      .values({ registryId: registry, repository, digest: one, isPresent: true })
      .onConflictDoNothing()
  return place
}

const baseOf = async (image: string) => {
  const base = chooseBase(await readBaseCandidates(runtime(), image), null, 'one')
  return base && `${base.registry}/${base.repository}:${base.tag}`
}
const derivedOf = async (image: string, limit = 100) =>
  (await readDerived(runtime(), image, limit, null)).map(({ repository, tag }) => `${repository}:${tag}`)

test('an image is built on the longest prefix of its layers that has a tag, in whatever registry', async () => {
  const alpine = await know('alpine', 'a')
  const node = await know('node', 'ab')
  const app = await know('app', 'abc')
  await tag('team/app:1', app)
  expect(await baseOf(app)).toBeNull()
  await tag('library/alpine:3.20', alpine, [alpine], 'hub')
  expect(await baseOf(app)).toBe('hub/library/alpine:3.20')
  const place = await tag('library/node:24', node)
  expect(await baseOf(app)).toBe('one/library/node:24')
  expect(await derivedOf(alpine)).toEqual(['library/node:24', 'team/app:1'])
  await markTagGone(place, '24')
  expect(await baseOf(app)).toBe('hub/library/alpine:3.20')
  expect(await derivedOf(alpine)).toEqual(['team/app:1'])
  expect(await baseOf(alpine)).toBeNull()
})

test('the images of an index are bases under the tag of the index, each for its platform', async () => {
  const [amd64, arm64] = [await know('base-amd64', 'd'), await know('base-arm64', 'e')]
  const base = await index('base', [amd64, arm64])
  await tag('library/debian:13', base, [base, amd64, arm64])
  const [upper, other] = [await know('upper-amd64', 'dx'), await know('upper-arm64', 'ey')]
  const app = await index('upper', [upper, other])
  await tag('team/multi:1', app, [app, upper, other])
  expect(await baseOf(upper)).toBe('one/library/debian:13')
  expect(await baseOf(other)).toBe('one/library/debian:13')
  // Both of its platforms are built on it: it is one image all the same.
  expect(await countDerived(runtime(), base)).toEqual({ count: 1, isAtLeast: false })
  expect(await derivedOf(amd64)).toEqual(['team/multi:1'])
})

test('an image under several tags is one image, shown by its highest version', async () => {
  const [below, above] = [await know('below', 'f'), await know('above', 'fg')]
  for (const name of ['latest', '2', '2.10', '2.9']) await tag(`library/below:${name}`, below)
  for (const name of ['main', 'v1.0.0']) await tag(`team/above:${name}`, above)
  expect(await baseOf(above)).toBe('one/library/below:2.10')
  expect(await readDerived(runtime(), below, 10, null)).toMatchObject([{ tag: 'v1.0.0', tag_count: 2 }])
  expect(await countDerived(runtime(), below)).toEqual({ count: 1, isAtLeast: false })
})

test('where a repository was never seen to have an image, it is no base and not derived there', async () => {
  const [below, above] = [await know('unseen-below', 'h'), await know('unseen-above', 'hi')]
  await tag('secret/below:1', below, [])
  await tag('secret/above:1', above, [])
  expect(await baseOf(above)).toBeNull()
  expect(await countDerived(runtime(), below)).toMatchObject({ count: 0 })
})

test('more than anybody counts are told as at least so many, and are listed page by page, each once', async () => {
  const below = await know('many', 'j')
  for (let i = 0; i < 7; i++) await tag(`team/many-${i}:1`, await know(`many-${i}`, `j${i}`))
  expect(await countDerived(runtime(), below, 5)).toEqual({ count: 5, isAtLeast: true })
  const seen: string[] = []
  let cursor = null as Parameters<typeof readDerived>[3]
  for (let page = 0; page < 4; page++) {
    const rows = (await readDerived(runtime(), below, 2, cursor)).slice(0, 2)
    seen.push(...rows.map(({ repository }) => repository))
    const last = rows.at(-1)
    if (last) cursor = { sort: 'place', order: 'asc', value: last.place, name: last.digest }
  }
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6].map((i) => `team/many-${i}`))
})
