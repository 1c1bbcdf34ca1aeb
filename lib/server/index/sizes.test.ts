import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildSizeTree, type SizeNode } from '#lib/engines/sizes/size-tree.ts'
import { manifestBlobs, manifestChildren, manifests, repositories, tags } from '../store/schema.ts'
import { completeBlobs } from './complete-index.ts'
import { forgetPointers } from './forget-pointers.ts'
import { readImageSizes } from './image-sizes.ts'
import { readContentVersion, readRegistryContent } from './registry-content.ts'
import { readRegistrySizes } from './registry-sizes.ts'
import { openWorldUnderTest, type WorldUnderTest } from './store-under-test.ts'
import { summarise } from './summarise-repository.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
  await learnFacts()
}, 60_000)
afterAll(() => world?.close(), 60_000)

const digest = (kind: string, n: number) => `sha256:${`${kind}${n.toString(16)}`.padEnd(64, '0')}`
const blobSize = (blob: number) => 2 ** blob

/** Eight images of some of ten blobs, and four indexes of some of the images; the last one of another index, too. */
const images = [[0, 1], [0, 2], [0, 1, 3], [4], [4, 5], [6, 7], [0, 8, 9], []]
const indexes = [
  [0, 1],
  [2, 3],
  [4, 5, 6],
]
const manifestCount = images.length + indexes.length + 1

const blobsOf = (manifest: number): number[] => {
  const image = images[manifest]
  if (image) return image
  const children = indexes[manifest - images.length] ?? [7, images.length]
  return [...new Set(children.flatMap(blobsOf))]
}

async function learnFacts() {
  const { db } = world.store
  for (let i = 0; i < manifestCount; i++) {
    const totalSize = blobsOf(i).reduce((sum, blob) => sum + blobSize(blob), 0)
    const kind = images[i] ? ('image' as const) : ('index' as const)
    const fact = { mediaType: 'x', sizeBytes: 1, bytes: Buffer.alloc(0), isComplete: true }
    await db.insert(manifests).values({ digest: digest('a', i), kind, totalSize, ...fact })
    for (const [position, blob] of (images[i] ?? []).entries())
      await db.insert(manifestBlobs).values({
        manifestDigest: digest('a', i),
        blobDigest: digest('b', blob),
        role: 'layer',
        position,
        mediaType: 'x',
        sizeBytes: blobSize(blob),
      })
    const children = images[i] ? [] : (indexes[i - images.length] ?? [7, images.length])
    for (const [position, child] of children.entries())
      await db.insert(manifestChildren).values({
        parentDigest: digest('a', i),
        position,
        childDigest: digest('a', child),
        mediaType: 'x',
      })
  }
}

/** What tags of a repository point at: a manifest, or nothing that is known yet. */
type Tags = readonly (number | null)[]
const names = ['team/api', 'team/api/cache', 'team/web', 'team', 'tea/pot', 'other']
const tagsOf = fc.array(fc.option(fc.nat({ max: manifestCount - 1 }), { freq: 6 }), { maxLength: 5 })
const registry = fc.record(Object.fromEntries(names.map((name) => [name, tagsOf])))

async function point(id: string, repository: string, pointers: Tags) {
  const { db } = world.store
  const at = { registryId: id, repository }
  await db
    .insert(repositories)
    .values({ registryId: id, name: repository, source: 'catalog' })
    .onConflictDoNothing()
  await db.execute(
    sql`UPDATE tags SET gone_at = now() WHERE registry_id = ${id} AND repository = ${repository}`,
  )
  for (const [i, manifest] of pointers.entries()) {
    const pointer = { digest: manifest === null ? null : digest('a', manifest), goneAt: null }
    await db
      .insert(tags)
      .values({ ...at, name: `t${i}`, versionKey: `t${i}`, ...pointer })
      .onConflictDoUpdate({ target: [tags.registryId, tags.repository, tags.name], set: pointer })
  }
}

const held = (pointers: Tags) =>
  new Set(pointers.flatMap((manifest) => (manifest === null ? [] : blobsOf(manifest))))
const sum = (blobs: Iterable<number>) => [...blobs].reduce((total, blob) => total + blobSize(blob), 0)
const readTree = async (id: string) => buildSizeTree(await readRegistryContent(world.store.db, id))
const all = (node: SizeNode): SizeNode[] => [node, ...node.children.flatMap(all)]

test('after any change of tags the sizes of repositories, namespaces and registry are those of a plain model', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(registry, { minLength: 1, maxLength: 3 }), async (states) => {
      await forgetPointers(world.store.db, 'one')
      for (const state of states) {
        for (const [name, pointers] of Object.entries(state)) await point('one', name, pointers)
        await summarise(world.store, 'one', names)
        const nodes = all(await readTree('one'))
        expect(nodes.filter(({ kind }) => kind === 'repository').length).toBe(names.length)
        for (const node of nodes) {
          const isInside = (name: string) =>
            node.kind === 'repository' ? name === node.path : name.startsWith(node.path)
          const inside = held(names.filter(isInside).flatMap((name) => state[name] ?? []))
          const outside = held(names.filter((name) => !isInside(name)).flatMap((name) => state[name] ?? []))
          const shared = [...inside].filter((blob) => outside.has(blob))
          expect(node).toMatchObject({
            total: sum(inside),
            shared: sum(shared),
            unique: sum(inside) - sum(shared),
          })
        }
        const unknown = Object.values(state)
          .flat()
          .filter((manifest) => manifest === null).length
        expect(nodes[0]?.unknownTags).toBe(unknown)
      }
    }),
    { numRuns: 25 },
  )
}, 60_000)

test('what an image has alone in its repository and in its registry is what a plain model says', async () => {
  const [place, other] = [world.placeOf({}, 'a'), 'b']
  await fc.assert(
    fc.asyncProperty(tagsOf, tagsOf, async (mine, theirs) => {
      await forgetPointers(world.store.db, 'one')
      await point('one', 'a', mine)
      await point('one', other, theirs)
      await summarise(world.store, 'one', ['a', other])
      for (const manifest of mine) {
        if (manifest === null) continue
        const besides = held(mine.filter((one) => one !== manifest))
        const alone = blobsOf(manifest).filter((blob) => !besides.has(blob))
        const elsewhere = held(theirs)
        expect(await readImageSizes(place, digest('a', manifest))).toMatchObject({
          uniqueInRepository: sum(alone),
          uniqueInRegistry: sum(alone.filter((blob) => !elsewhere.has(blob))),
          unknownTags: mine.filter((one) => one === null).length,
        })
      }
    }),
    { numRuns: 25 },
  )
}, 60_000)

test('of an image that no tag leads to nobody can say what it has alone', async () => {
  await point('one', 'a', [0])
  const place = world.placeOf({}, 'a')
  await summarise(world.store, 'one', ['a'])
  expect(await readImageSizes(place, digest('a', 6))).toBeNull()
})

test('a repository that was listed before blobs were kept gets its own at the next start', async () => {
  await forgetPointers(world.store.db, 'old')
  await point('old', 'a', [0, 1])
  await point('old', 'never-listed', [])
  await world.store.db.execute(
    sql`UPDATE repositories SET tag_count = 2, size_bytes = 7 WHERE registry_id = 'old' AND name = 'a'`,
  )
  expect(await completeBlobs(world.store)).toBe(1)
  expect(await completeBlobs(world.store)).toBe(0)
  expect((await readTree('old')).total).toBe(sum([0, 1, 2]))
  expect((await readTree('old')).unlistedRepositories).toBe(1)
})

test('repositories that are summarised at the same time by many end as if by one', async () => {
  await forgetPointers(world.store.db, 'busy')
  const states: Tags[] = [[0, 9], [6], [2, 11, 4], [0, 1, 2, 3, 4, 5, 6]]
  await Promise.all(
    states.flatMap((state) =>
      ['a', 'b'].map(async (name) => {
        await point('busy', name, state)
        await Promise.all([
          summarise(world.store, 'busy', ['a', 'b']),
          summarise(world.store, 'busy', ['b', 'a']),
        ])
      }),
    ),
  )
  for (const name of ['a', 'b']) await point('busy', name, [0, 6])
  await Promise.all([1, 2, 3].map(() => summarise(world.store, 'busy', ['b', 'a'])))
  expect((await readTree('busy')).total).toBe(sum(held([0, 6])))
})

test('what is kept of a registry is read anew when it has changed, and when it was removed and added again', async () => {
  const { runtime } = world.placeOf({})
  const read = async () => {
    const version = await readContentVersion(world.store.db, 'again')
    return { version, total: (await readRegistrySizes(runtime, 'again')).tree.total }
  }
  await point('again', 'a', [0])
  await summarise(world.store, 'again', ['a'])
  const before = await read()
  expect(before.total).toBe(sum(held([0])))
  expect(await read()).toEqual(before)
  await forgetPointers(world.store.db, 'again')
  await point('again', 'a', [6])
  await summarise(world.store, 'again', ['a'])
  expect((await read()).version).not.toBe(before.version)
})
