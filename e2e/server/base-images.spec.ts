import { afterAll, beforeAll, expect, test } from 'vitest'
import type { listDerived } from '#lib/api/base-images.ts'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { Manifest } from '#lib/api/manifests.ts'
import type { search } from '#lib/api/search.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { buildAndPush, type RealImage } from '../lab/real-images.ts'

let registry: DockerRegistry
let portolan: Portolan
let admin: SignedIn
const digests = new Map<string, string>()

const noise = (seed: string) => Array.from({ length: 200 }, (_, i) => `${seed}${i * 7919}`).join('\n')

/** Built by buildah, `FROM` what it pulls from the registry, and pushed by skopeo. */
async function build(repository: string, tag: string, layer: string, more: Partial<RealImage> = {}) {
  const image = {
    registryUrl: registry.url,
    repository,
    tags: [tag],
    layers: [{ [`srv/${layer}`]: noise(layer) }],
    ...more,
    ...(more.from && { from: `${registry.host}/${more.from}` }),
  }
  digests.set(`${repository}:${tag}`, (await buildAndPush(image)).digest)
}

/** alpine ← node ← team/api (two platforms' worth of one), alpine ← team/web; python is another world. */
beforeAll(async () => {
  registry = await startDockerRegistry()
  await build('library/alpine', '3.20', 'alpine')
  await build('library/python', '3.14', 'python')
  await build('library/node', '24', 'node', { from: 'library/alpine:3.20' })
  await build('team/web', '2.0', 'web', { from: 'library/alpine:3.20', format: 'docker' })
  await build('team/api', '1.0', 'api', { from: 'library/node:24' })
  portolan = await startPortolan({ registries: [{ id: 'real', name: 'Real', url: registry.url }] })
  admin = await signIn(portolan.url)
  await until(
    () => admin.json<{ counts: { tags: number | null; bytes: number | null } }>('/registries/real'),
    ({ counts }) => counts.tags === 5 && counts.bytes !== null,
  )
}, 300_000)

afterAll(async () => {
  await portolan?.stop()
  await registry?.stop()
})

const manifestPath = (repository: string, tag: string) =>
  `/registries/real/repositories/${repository.replaceAll('/', '~')}/manifests/${tag}`
const read = (repository: string, tag: string) => admin.json<Manifest>(manifestPath(repository, tag))

test('what buildah has built FROM another image is recognised as built on it, the nearest one', async () => {
  expect((await read('team/api', '1.0')).base).toMatchObject({
    registry: 'real',
    repository: 'library/node',
    tag: '24',
    digest: digests.get('library/node:24'),
  })
  // Its media types are Docker's, and so its bytes others: the layers are the same.
  expect((await read('team/web', '2.0')).base).toMatchObject({ repository: 'library/alpine', tag: '3.20' })
  expect((await read('library/node', '24')).base).toMatchObject({ repository: 'library/alpine', tag: '3.20' })
  for (const [repository, tag] of [
    ['library/alpine', '3.20'],
    ['library/python', '3.14'],
  ] as const)
    expect((await read(repository, tag)).base).toBeNull()
})

test('a base says how many images here are built on it, directly or not, and which', async () => {
  expect((await read('library/alpine', '3.20')).builtOnThis).toEqual({ count: 3, isAtLeast: false })
  expect((await read('library/node', '24')).builtOnThis).toEqual({ count: 1, isAtLeast: false })
  for (const [repository, tag] of [
    ['library/python', '3.14'],
    ['team/api', '1.0'],
  ] as const)
    expect((await read(repository, tag)).builtOnThis).toEqual({ count: 0, isAtLeast: false })
  const derived = await admin.json<ResponseOf<typeof listDerived>>(
    `${manifestPath('library/alpine', '3.20')}/derived`,
  )
  expect(derived.items.map(({ repository, tag, digest }) => [`${repository}:${tag}`, digest])).toEqual(
    ['library/node:24', 'team/api:1.0', 'team/web:2.0'].map((name) => [name, digests.get(name)]),
  )
})

test('search finds what is built on an image by its name, and by its parts', async () => {
  const builtOn = async (q: string) => {
    // A search that took too long (on a machine with much else to do) says so, and is tried again.
    const { items } = await until(
      () => admin.json<ResponseOf<typeof search>>(`/search?type=baseImage&q=${encodeURIComponent(q)}`),
      ({ isCutShort }) => !isCutShort,
    )
    return items.map((hit) => `${hit.repository}:${hit.tag} on ${hit.value}`).toSorted()
  }
  const onAlpine = ['library/node:24', 'team/api:1.0', 'team/web:2.0'].map(
    (name) => `${name} on library/alpine:3.20`,
  )
  expect(await builtOn('base:library/alpine:3.20')).toEqual(onAlpine)
  expect(await builtOn('base:alpine:3.20')).toEqual(onAlpine)
  expect(await builtOn('base:node:24')).toEqual(['team/api:1.0 on library/node:24'])
  expect(await builtOn('base:python:3.14')).toEqual([])
})
