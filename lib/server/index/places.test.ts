import { afterAll, beforeAll, expect, test } from 'vitest'
import { chainOf } from '#lib/engines/layers/chain.ts'
import { manifestBlobs, manifestChildren, repositoryManifests } from '../store/schema.ts'
import { saveChains } from './image-chains.ts'
import { decodeCursor, encodeCursor } from './keyset.ts'
import { readHolders, readSharing, sharingSorting } from './places.ts'
import { openWorldUnderTest, type WorldUnderTest } from './store-under-test.ts'
import { addTag, markTagGone } from './tag-pointer.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world?.close(), 60_000)

const digest = (name: string) => `sha256:${Buffer.from(name).toString('hex').padEnd(64, '0')}`
const runtime = () => world.placeOf({}).runtime

/** An image with these layers: each letter is one, as many bytes as its place in the alphabet; `?` and `!` say no size. */
async function know(name: string, layers: string): Promise<string> {
  const chain = chainOf([...layers].map(digest), [...layers].map(digest))
  await saveChains(world.store.db, chain ? [{ digest: digest(name), chain }] : [])
  const blobs = [...layers].map((letter, position) => ({
    manifestDigest: digest(name),
    blobDigest: digest(letter),
    role: 'layer' as const,
    position,
    mediaType: 'x',
    sizeBytes: '?!'.includes(letter) ? null : letter.charCodeAt(0) - 96,
  }))
  await world.store.db.insert(manifestBlobs).values(blobs)
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

async function hold(registryId: string, repository: string, ...digests: readonly string[]) {
  const rows = digests.map((one) => ({ registryId, repository, digest: one, isPresent: true }))
  await world.store.db.insert(repositoryManifests).values(rows).onConflictDoNothing()
}

async function tag(reference: string, top: string, registry = 'one', images: readonly string[] = []) {
  const [repository = '', name = ''] = reference.split(':')
  const place = world.placeOf({}, repository, { id: registry })
  await addTag(place, name, top)
  await hold(registry, repository, top, ...images)
  return place
}

const holdersOf = async (image: string, limit = 100) =>
  (await readHolders(runtime(), image, limit)).map(
    (one) => `${one.registry_id}/${one.repository}${one.is_in_index ? ' in' : ''} ${one.tags.join()}`,
  )
const sharingOf = async (image: string, most?: number) => {
  const { rows, ...counts } = await readSharing(runtime(), image, 100, null, most)
  const lines = rows.map(
    (one) =>
      `${one.registry_id}/${one.repository}:${one.tag} ${one.shared_layers} ${one.shared_bytes}${one.is_built_on_this ? ' on it' : ''}`,
  )
  return { lines, ...counts }
}

test('a digest is found under every tag of every registry, in an index, and where no tag is left', async () => {
  const image = await know('held', 'hij')
  const other = await know('other platform', 'hk')
  const both = await index('both', [image, other])
  const place = await tag('team/app:1.0', image)
  await tag('team/app:1.10', image)
  await tag('team/app:edge', image)
  await tag('mirror/app:1.0', image, 'two')
  await tag('multi/app:2.0', both, 'two', [image, other])
  // This repository has the index and has lost the image.
  await tag('lost/app:2.0', both, 'two')
  await hold('two', 'kept/app', image)
  expect(await holdersOf(image)).toEqual([
    'one/team/app 1.10,1.0,edge',
    'two/kept/app ',
    'two/mirror/app 1.0',
    'two/multi/app in 2.0',
  ])
  // One more than asked for says that there are more.
  expect(await holdersOf(image, 2)).toHaveLength(3)
  for (const name of ['1.0', '1.10', 'edge']) await markTagGone(place, name)
  expect((await holdersOf(image))[0]).toBe('one/team/app ')
})

test('what shares layers stands by how many bytes it shares, and says whether it is built on it', async () => {
  const base = await know('base', 'ab')
  await tag('library/base:1', base)
  await tag('team/most:1', await know('most', 'abz'), 'two')
  await tag('team/some:1', await know('some', 'xb'))
  await tag('team/little:1', await know('little', 'ya'))
  await tag('team/none:1', await know('none', 'vw'))
  await know('untagged', 'abq')
  expect(await sharingOf(base)).toEqual({
    lines: ['two/team/most:1 2 3 on it', 'one/team/some:1 1 2', 'one/team/little:1 1 1'],
    ownLayers: 2,
    count: 3,
    isAtLeast: false,
  })
})

test('an index shares what its images share, each layer once, and is built on what one of them is', async () => {
  const own = await know('own', 'cd')
  const amd64 = await know('amd64', 'cde')
  const arm64 = await know('arm64', 'cdf')
  const both = await index('derived index', [amd64, arm64])
  await tag('team/multi:1', both, 'one', [amd64, arm64])
  await tag('library/own:1', own)
  expect((await sharingOf(own)).lines).toEqual(['one/team/multi:1 2 7 on it'])
  // The other way round: an index asks for all that its images have; these are none of the others.
  expect(await sharingOf(both)).toMatchObject({ lines: ['one/library/own:1 2 7'], ownLayers: 4 })
  // Nor is the index that holds an image one that merely shares with it.
  expect((await sharingOf(amd64)).lines).toEqual(['one/library/own:1 2 7'])
})

test('a layer of unknown size makes the sum unknown, and stands last', async () => {
  const image = await know('unsized', '?l')
  await tag('team/unsized:1', image)
  await tag('team/with-unknown:1', await know('with unknown', '?l'))
  await tag('team/with-known:1', await know('with known', 'ml'))
  expect((await sharingOf(image)).lines).toEqual([
    'one/team/with-known:1 1 12',
    'one/team/with-unknown:1 2 null',
  ])
})

test('pages follow each other without a gap, also among those that share the same and the unknown', async () => {
  const image = await know('paged', '!no')
  await tag('team/paged:1', image)
  for (const [name, layers] of [
    ['a', 'no'],
    ['b', 'no'],
    ['c', 'n'],
    ['d', '!'],
    ['e', '!o'],
  ] as const)
    await tag(`paged/${name}:1`, await know(`paged ${name}`, layers))
  const whole = (await sharingOf(image)).lines
  expect(whole).toHaveLength(5)
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const after = cursor === null ? null : decodeCursor(cursor, sharingSorting, 'desc')
    const { rows } = await readSharing(runtime(), image, 2, after)
    const page = rows.slice(0, 2)
    seen.push(...page.map((one) => `${one.registry_id}/${one.repository}:${one.tag}`))
    const last = page.at(-1)
    cursor =
      last && rows.length > 2
        ? encodeCursor({ sort: sharingSorting.id, order: 'desc', value: last.value, name: last.place })
        : null
  } while (cursor)
  expect(seen).toEqual(whole.map((line) => line.split(' ')[0]))
})

test('where a layer is in more images than are looked at, the count says that it is none', async () => {
  const image = digest('base')
  expect(await sharingOf(image, 2)).toMatchObject({ isAtLeast: true })
  expect(await sharingOf(digest('nobody knows it'))).toEqual({
    lines: [],
    ownLayers: 0,
    count: 0,
    isAtLeast: false,
  })
})

test('of an image that is found by one layer all shared layers count, also those that too many others have', async () => {
  const image = await know('rare', 'rs')
  await tag('team/rare:1', image)
  for (const name of ['s1', 's2', 's3']) await tag(`common/${name}:1`, await know(name, 's'))
  await tag('team/twin:1', await know('twin', 'rst'))
  await know('untagged twin', 'r')
  // No more than three by each layer: what has the rare one is among them.
  expect((await sharingOf(image, 3)).lines[0]).toBe('one/team/twin:1 2 37 on it')
})
