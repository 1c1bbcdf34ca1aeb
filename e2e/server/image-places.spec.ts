import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { getPlaces } from '#lib/api/places.ts'
import { startDockerRegistry } from '../lab/docker-registry.ts'
import { buildImage, buildIndex } from '../lab/images.ts'
import { type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'

type Places = ResponseOf<typeof getPlaces>

let world: Awaited<ReturnType<typeof startWorld>>
let admin: SignedIn

beforeAll(async () => {
  world = await startWorld()
  admin = await signIn(world.portolan.url)
  for (const [registry, tags] of [
    ['one', 4],
    ['two', 3],
  ] as const)
    await until(
      () => admin.json<{ counts: { tags: number | null; bytes: number | null } }>(`/registries/${registry}`),
      ({ counts }) => counts.tags === tags && counts.bytes !== null,
      60_000,
    )
}, 180_000)
afterAll(() => world?.stop())

const base = { 'etc/os-release': 'base\n'.repeat(500) }
const node = { 'usr/bin/node': 'node\n'.repeat(300) }

/** The same image under tags of two registries and in an index of one; what is built on it, and what shares a layer. */
async function startWorld() {
  const [one, two] = await Promise.all([startDockerRegistry(), startDockerRegistry()])
  const image = buildImage({ layers: [base, node] })
  const arm64 = { os: 'linux', architecture: 'arm64' }
  const index = buildIndex([
    { built: image, platform: { os: 'linux', architecture: 'amd64' } },
    { built: buildImage({ platform: arm64, layers: [{ 'etc/arm': 'arm\n' }] }), platform: arm64 },
  ])
  const app = buildImage({ layers: [base, node, { 'srv/app.js': 'app\n' }] })
  const sibling = buildImage({ layers: [base, { 'usr/bin/python': 'python\n' }] })
  await push(one, 'library/node', image, ['24', '24.1'])
  await push(one, 'shop/app', app, '1.0')
  await push(one, 'other/thing', buildImage({ layers: [{ 'srv/else': 'else\n' }] }), '1.0')
  await push(two, 'mirror/node', image, '24')
  await push(two, 'multi/node', index, '24')
  await push(two, 'library/python', sibling, '3.14')
  const portolan = await startPortolan({
    registries: [
      { id: 'one', name: 'One', url: one.url },
      { id: 'two', name: 'Two', url: two.url },
    ],
  })
  return {
    portolan,
    image,
    index,
    stop: async () => {
      await portolan.stop()
      await Promise.all([one.stop(), two.stop()])
    },
  }
}

const placesOf = (path: string, query = '') =>
  admin.json<Places>(`/registries/${path.replace(/\/(?=[^/]*$)/, '/manifests/')}/places${query}`)
const named = (items: Places['items']) =>
  items.map(({ registry, repository, tag }) => `${registry}/${repository}:${tag}`)

test('an image is found under its tags in both registries, and in an index of one', async () => {
  const found = await placesOf('one/repositories/library~node/24')
  expect(found.digest).toBe(world.image.digest)
  expect(
    found.holders.map(({ registry, repository, tags, isInIndex }) => [
      `${registry}/${repository}`,
      tags,
      isInIndex,
    ]),
  ).toEqual([
    ['one/library/node', ['24.1', '24'], false],
    ['two/mirror/node', ['24'], false],
    ['two/multi/node', ['24'], true],
  ])
  expect(found.holders[2]?.digest).toBe(world.index.digest)
  expect(found.hasMoreHolders).toBe(false)
})

test('what shares its layers is listed from both, the most bytes first, page by page, and says what is built on it', async () => {
  const found = await placesOf('one/repositories/library~node/24')
  expect(found).toMatchObject({ layers: 2, total: 2, nextCursor: null })
  expect(named(found.items)).toEqual(['one/shop/app:1.0', 'two/library/python:3.14'])
  const [lowest, second] = world.image.blobs.filter(({ mediaType }) => mediaType.includes('layer'))
  expect(
    found.items.map(({ sharedLayers, sharedBytes, isBuiltOnThis }) => [
      sharedLayers,
      sharedBytes,
      isBuiltOnThis,
    ]),
  ).toEqual([
    [2, (lowest?.bytes.length ?? 0) + (second?.bytes.length ?? 0), true],
    [1, lowest?.bytes.length, false],
  ])
  const first = await placesOf('one/repositories/library~node/24', '?limit=1')
  const next = await placesOf('one/repositories/library~node/24', `?limit=1&cursor=${first.nextCursor}`)
  expect([...named(first.items), ...named(next.items)]).toEqual(named(found.items))
  expect(next.nextCursor).toBeNull()
})

test('an index is asked for as what is in it', async () => {
  const found = await placesOf('two/repositories/multi~node/24')
  expect(found.layers).toBe(3)
  expect(found.holders).toMatchObject([{ registry: 'two', repository: 'multi/node', isInIndex: false }])
  expect(named(found.items)).toEqual(['one/shop/app:1.0', 'two/library/python:3.14'])
})

test.each([
  ['a tag that there is not', 'manifests/none/places', 404],
  ['a cursor of another list', 'manifests/24/places?cursor=bm90aGluZw', 400],
])('%s is refused', async (_, path, status) => {
  expect((await admin.api(`/registries/one/repositories/library~node/${path}`)).status).toBe(status)
})
