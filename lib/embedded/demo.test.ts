import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { manifestAccept, mediaTypes } from '#lib/registry/media-types.ts'
import type { Descriptor } from '#lib/registry/types.ts'
import { daysAgo } from './demo/calendar.ts'
import { publishCharts } from './demo/charts.ts'
import { createPublisher } from './demo/publisher.ts'
import { seedDemo } from './demo.ts'
import { type EmbeddedRegistry, startEmbeddedRegistry } from './registry.ts'

interface Document {
  readonly mediaType: string
  readonly artifactType?: string
  readonly config?: Descriptor
  readonly layers?: readonly Descriptor[]
  readonly manifests?: readonly Descriptor[]
  readonly subject?: Descriptor
}
interface Config {
  readonly created?: string
  readonly os: string
  readonly rootfs: { readonly diff_ids: readonly string[] }
  readonly history: readonly { readonly empty_layer?: boolean }[]
}

let dir: string
let registry: EmbeddedRegistry

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'portolan-demo-'))
  registry = await startEmbeddedRegistry({ dir: join(dir, 'first') })
  await seedDemo(registry.url)
}, 60_000)

afterAll(async () => {
  await registry.close()
  await rm(dir, { recursive: true, force: true })
})

const get = (path: string, url = registry.url) =>
  fetch(`${url}/v2/${path}`, { headers: { Accept: manifestAccept } })
async function read<T>(path: string): Promise<T> {
  const response = await get(path)
  expect(response.status, path).toBe(200)
  return (await response.json()) as T
}
const tagsOf = async (repository: string) => (await read<{ tags: string[] }>(`${repository}/tags/list`)).tags
const manifest = (repository: string, reference: string) =>
  read<Document>(`${repository}/manifests/${reference}`)
const digestOfTag = async (repository: string, tag: string, url = registry.url) =>
  (await get(`${repository}/manifests/${tag}`, url)).headers.get('docker-content-digest')

/** Every manifest that a repository's tags lead to, and the digests that lead nowhere. */
async function walk(repository: string) {
  const walked = walks.get(repository) ?? walkAnew(repository)
  walks.set(repository, walked)
  return walked
}

const walks = new Map<string, ReturnType<typeof walkAnew>>()

async function walkAnew(repository: string) {
  const found = new Map<string, Document>()
  const missing: string[] = []
  const visit = async (reference: string): Promise<void> => {
    if (found.has(reference)) return
    const response = await get(`${repository}/manifests/${reference}`)
    if (response.status === 404) {
      missing.push(reference)
      return
    }
    const digest = response.headers.get('docker-content-digest') ?? ''
    const document = (await response.json()) as Document
    found.set(digest, document)
    for (const child of document.manifests ?? []) await visit(child.digest)
  }
  for (const tag of await tagsOf(repository)) await visit(tag)
  return { manifests: [...found.values()], missing }
}

test('filling again asks once and changes nothing', async () => {
  const steps: string[] = []
  await seedDemo(registry.url, (step) => steps.push(step))
  expect(steps).toEqual([])
})

test('a tag that somebody deleted stays deleted', async () => {
  await fetch(`${registry.url}/v2/harbour/worker/manifests/stable`, { method: 'DELETE' })
  await seedDemo(registry.url)
  expect((await get('harbour/worker/manifests/stable')).status).toBe(404)
})

test('has the same digests every time', async () => {
  const second = await startEmbeddedRegistry({ dir: join(dir, 'second') })
  try {
    await publishCharts(createPublisher(second.url))
    for (const tag of await tagsOf('charts/portolan')) {
      expect(await digestOfTag('charts/portolan', tag, second.url)).toBe(
        await digestOfTag('charts/portolan', tag),
      )
    }
  } finally {
    await second.close()
  }
})

test('takes less than 60 MB of disk', async () => {
  const files = await readdir(dir, { recursive: true, withFileTypes: true })
  const sizes = new Map<number, number>()
  for (const file of files.filter((f) => f.isFile())) {
    const { ino, size } = await stat(join(file.parentPath, file.name))
    sizes.set(ino, size)
  }
  expect([...sizes.values()].reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000_000)
})

describe.each(['base/alpine', 'harbour/api', 'harbour/web', 'tools/scanner', 'team/data/etl'])(
  '%s',
  (repository) => {
    test('has every blob that it names, with the size that it names', async () => {
      const { manifests } = await walk(repository)
      const blobs = new Map(
        manifests
          .flatMap(({ config, layers = [] }) => [...(config ? [config] : []), ...layers])
          .map((d) => [d.digest, d]),
      )
      for (const { digest, size } of blobs.values()) {
        const head = await fetch(`${registry.url}/v2/${repository}/blobs/${digest}`, { method: 'HEAD' })
        expect([digest, head.headers.get('content-length')]).toEqual([digest, `${size}`])
      }
    })

    test('has images whose history and diff ids match their layers', async () => {
      const { manifests } = await walk(repository)
      for (const { config, layers = [] } of manifests) {
        if (config?.mediaType !== mediaTypes.ociConfig && config?.mediaType !== mediaTypes.dockerConfig)
          continue
        const document = await read<Config>(`${repository}/blobs/${config.digest}`)
        // Attestations and signatures are images in form alone.
        if (document.os === 'unknown' || document.os === '') continue
        expect(document.history.filter((h) => !h.empty_layer)).toHaveLength(layers.length)
        expect(document.rootfs.diff_ids).toHaveLength(layers.length)
        const [layer, diffId] = [layers.at(-1), document.rootfs.diff_ids.at(-1)]
        const packed = Buffer.from(await (await get(`${repository}/blobs/${layer?.digest}`)).arrayBuffer())
        const tar = layer?.mediaType.endsWith('zstd') ? zstdDecompressSync(packed) : gunzipSync(packed)
        expect(`sha256:${createHash('sha256').update(tar).digest('hex')}`).toBe(diffId)
      }
    })
  },
)

test('several tags stand on one digest', async () => {
  const digests = await Promise.all(
    ['1.4.2', '1.4', '1', 'latest'].map((tag) => digestOfTag('harbour/api', tag)),
  )
  expect(new Set(digests).size).toBe(1)
})

test('dates are as odd as they come: none, the epoch, the year one, the future, and no date at all', async () => {
  const createdOf = async (tag: string) => {
    const { config } = await manifest('team/data/etl', tag)
    return (await read<Config>(`team/data/etl/blobs/${config?.digest}`)).created
  }
  expect(await createdOf('no-date')).toBeUndefined()
  expect(await createdOf('epoch')).toBe('1970-01-01T00:00:00Z')
  expect(await createdOf('year-one')).toBe('0001-01-01T00:00:00Z')
  expect(Date.parse((await createdOf('future')) ?? '')).toBeGreaterThan(daysAgo(0).getTime())
  expect(Date.parse((await createdOf('not-a-date')) ?? '')).toBeNaN()
})

test('images share the layers of their base', async () => {
  const layersOf = async (repository: string) =>
    new Set((await walk(repository)).manifests.flatMap((m) => m.layers ?? []).map((layer) => layer.digest))
  const base = await layersOf('base/alpine')
  for (const repository of ['harbour/api', 'harbour/worker']) {
    expect([...(await layersOf(repository))].some((digest) => base.has(digest))).toBe(true)
  }
})

test('each platform of an index has its attestation', async () => {
  const { manifests = [] } = await manifest('base/alpine', 'latest')
  const platforms = manifests.filter((m) => m.platform?.os !== 'unknown')
  expect(platforms.map((m) => `${m.platform?.architecture}${m.platform?.variant ?? ''}`)).toEqual([
    'amd64',
    'arm64v8',
    'armv7',
  ])
  const attested = manifests
    .filter((m) => m.annotations?.['vnd.docker.reference.type'] === 'attestation-manifest')
    .map((m) => m.annotations?.['vnd.docker.reference.digest'])
  expect(attested).toEqual(platforms.map((m) => m.digest))
})

test('the newest release has referrers and a signature tag', async () => {
  const digest = (await digestOfTag('harbour/api', 'latest')) ?? ''
  const { manifests = [] } = await read<Document>(`harbour/api/referrers/${digest}`)
  expect(manifests.map((m) => m.artifactType).sort()).toEqual([
    'application/sarif+json',
    'application/spdx+json',
    'application/vnd.dev.sigstore.bundle.v0.3+json',
  ])
  expect(await tagsOf('harbour/api')).toContain(`${digest.replace(':', '-')}.sig`)
})

test('has Docker formats, Windows, zstd, WebAssembly, a chart, an artifact and a nested index', async () => {
  const list = await manifest('harbour/web', '2.0.3')
  expect(list.mediaType).toBe(mediaTypes.dockerList)
  expect(list.manifests?.map((m) => m.platform?.os)).toContain('windows')
  expect((await manifest('harbour/web', '1.9.5')).mediaType).toBe(mediaTypes.dockerManifest)
  const zstd = (await walk('harbour/web')).manifests.flatMap((m) => m.layers ?? [])
  expect(zstd.map((layer) => layer.mediaType)).toContain('application/vnd.oci.image.layer.v1.tar+zstd')
  expect((await manifest('tools/scanner', 'wasm-0.3.0')).layers?.[0]?.mediaType).toBe('application/wasm')
  expect((await manifest('tools/scanner', 'rules')).config?.mediaType).toBe(mediaTypes.ociEmpty)
  expect((await manifest('charts/portolan', '0.4.1')).config?.mediaType).toBe(mediaTypes.helmConfig)
  const bundle = await manifest('tools/scanner', 'bundle-1.2.0')
  expect(bundle.manifests?.map((m) => m.mediaType)).toContain(mediaTypes.ociIndex)
})

test('one index lacks a child, and nothing else is missing', async () => {
  for (const repository of ['base/alpine', 'harbour/api', 'harbour/web', 'harbour/worker', 'tools/scanner']) {
    expect([repository, (await walk(repository)).missing]).toEqual([repository, []])
  }
  expect((await walk('team/data/etl')).missing).toHaveLength(1)
})

test('one repository has about 120 tags, another none', async () => {
  expect((await tagsOf('harbour/worker')).length).toBeGreaterThan(115)
  expect(await tagsOf('archive/old-portal')).toEqual([])
})
