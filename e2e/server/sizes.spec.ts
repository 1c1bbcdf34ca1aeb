import { afterAll, beforeAll, expect, test } from 'vitest'
import type { listDerived } from '#lib/api/base-images.ts'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { Manifest } from '#lib/api/manifests.ts'
import type { getSizes, RepositorySizes } from '#lib/api/sizes.ts'
import { startDockerRegistry } from '../lab/docker-registry.ts'
import { type Built, buildImage, buildIndex } from '../lab/images.ts'
import { type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'

type Sizes = ResponseOf<typeof getSizes>
type Derived = ResponseOf<typeof listDerived>

let world: Awaited<ReturnType<typeof startWorld>>
let admin: SignedIn

beforeAll(async () => {
  world = await startWorld()
  admin = await signIn(world.portolan.url)
}, 180_000)
afterAll(() => world?.stop())

const noise = (seed: string) => Array.from({ length: 400 }, (_, i) => `${seed}${i * 7919}`).join('\n')
const [os, runtime, api, web] = ['os', 'runtime', 'api', 'web'].map((name) => ({ [name]: noise(name) }))
const layersOf = (...layers: (Record<string, string> | undefined)[]) =>
  layers.filter((one) => one !== undefined)

/** alpine ← node ← team/api for two platforms, alpine ← team/web; the same alpine also in another registry. */
async function startWorld() {
  const [main, mirror] = await Promise.all([startDockerRegistry(), startDockerRegistry()])
  const platforms = ['amd64', 'arm64'].map((architecture) => ({ os: 'linux', architecture }))
  const image = (layers: Record<string, string>[], name: string, platform = platforms[0]) =>
    buildImage({ layers, labels: { name }, ...(platform && { platform }) })
  const alpine = image(layersOf(os), 'alpine')
  const node = image(layersOf(os, runtime), 'node')
  const multi = buildIndex(
    platforms.map((platform) => ({ built: image(layersOf(os, runtime, api), 'api', platform), platform })),
  )
  const site = image(layersOf(os, web), 'web')
  await push(mirror, 'library/alpine', alpine, ['3', '3.20', 'latest'])
  await push(main, 'library/node', node, ['24'])
  await push(main, 'team/api', multi, ['1.0', 'latest'])
  await push(main, 'team/web', site, ['2.0'])
  const portolan = await startPortolan({
    registries: [
      { id: 'main', name: 'Main', url: main.url },
      { id: 'mirror', name: 'Mirror', url: mirror.url },
    ],
  })
  return {
    portolan,
    alpine,
    node,
    multi,
    site,
    stop: async () => {
      await portolan.stop()
      await Promise.all([main.stop(), mirror.stop()])
    },
  }
}

/** Distinct blobs of all of these, as they were pushed. */
function blobsOf(...images: Built[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const { blobs, children } of images) {
    for (const { digest, bytes } of blobs) found.set(digest, bytes.length)
    for (const [digest, size] of blobsOf(...children)) found.set(digest, size)
  }
  return found
}
const sum = (blobs: Map<string, number>) => [...blobs.values()].reduce((total, size) => total + size, 0)

const readSizes = (query = '') => admin.json<Sizes>(`/registries/main/sizes${query}`)
const known = () => until(readSizes, ({ nodes }) => nodes[0]?.unique !== null && nodes[0]?.repositories === 3)
const readManifest = (registry: string, repository: string, reference: string) =>
  admin.json<Manifest>(`/registries/${registry}/repositories/${repository}/manifests/${reference}`)

test('the sizes of a registry add up to the distinct blobs that were pushed into it', async () => {
  await admin.json(
    '/registries/main/refresh',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
    202,
  )
  for (const repository of ['library~node', 'team~api', 'team~web'])
    await admin.json(`/registries/main/repositories/${repository}/tags`)
  const { nodes } = await known()
  const { node, multi, site } = world
  const [root] = nodes
  expect(root).toMatchObject({ total: sum(blobsOf(node, multi, site)), shared: 0, unknownTags: 0 })
  const top = nodes.filter(({ parent }) => parent === '')
  expect(top.reduce((total, { known }) => total + known.unique, root?.sharedInside ?? 0)).toBe(root?.total)
  expect(nodes.find(({ id }) => id === 'team/')).toMatchObject({
    name: 'team',
    total: sum(blobsOf(multi, site)),
  })
  expect((await readSizes('?namespace=team')).nodes[0]).toEqual({
    ...nodes.find(({ id }) => id === 'team/'),
    parent: null,
  })
  const { counts } = await admin.json<{ counts: { bytes: number } }>('/registries/main')
  expect(counts.bytes).toBe(root?.total)
})

test('of a repository and a tag it is told what nothing else holds', async () => {
  await known()
  const { node, multi, site } = world
  const others = blobsOf(node, multi)
  const alone = new Map([...blobsOf(site)].filter(([digest]) => !others.has(digest)))
  expect(await admin.json<RepositorySizes>('/registries/main/repositories/team~web/sizes')).toMatchObject({
    total: sum(blobsOf(site)),
    unique: sum(alone),
    shared: sum(blobsOf(site)) - sum(alone),
  })
  expect(await readManifest('main', 'team~web', '2.0')).toMatchObject({
    uniqueSize: sum(blobsOf(site)),
    sharedSize: 0,
    uniqueInRegistry: sum(alone),
  })
  // Its twin holds all of it.
  expect(await readManifest('main', 'team~api', '1.0')).toMatchObject({
    uniqueSize: 0,
    sharedSize: sum(blobsOf(multi)),
  })
})

test('what there is not is not found, and what is no namespace is refused', async () => {
  await admin.json('/registries/main/sizes?namespace=never', {}, 404)
  await admin.json('/registries/never/sizes', {}, 404)
  await admin.json('/registries/main/sizes?namespace=..%2Fx', {}, 400)
  await admin.json('/registries/main/sizes?limit=1000', {}, 400)
})

test('a base image is recognised by its layers, across registries, and lists what is built on it', async () => {
  await known()
  await admin.json('/registries/mirror/repositories/library~alpine/tags')
  const web = await until(
    () => readManifest('main', 'team~web', '2.0'),
    ({ base }) => base !== null,
  )
  expect(web.base).toEqual({
    registry: 'mirror',
    repository: 'library/alpine',
    tag: '3.20',
    digest: world.alpine.digest,
    layers: 1,
  })
  const [amd64] = world.multi.children
  const child = await readManifest('main', 'team~api', amd64?.digest ?? '')
  expect(child.base).toMatchObject({ registry: 'main', repository: 'library/node', tag: '24', layers: 2 })
  const alpine = await readManifest('mirror', 'library~alpine', '3.20')
  expect(alpine).toMatchObject({ base: null, builtOnThis: { count: 3, isAtLeast: false } })
  const path = '/registries/mirror/repositories/library~alpine/manifests/3.20/derived'
  const first = await admin.json<Derived>(`${path}?limit=2`)
  const second = await admin.json<Derived>(`${path}?limit=2&cursor=${first.nextCursor}`)
  expect([...first.items, ...second.items].map(({ repository, tag }) => `${repository}:${tag}`)).toEqual([
    'library/node:24',
    'team/api:1.0',
    'team/web:2.0',
  ])
  expect(second.nextCursor).toBeNull()
})
