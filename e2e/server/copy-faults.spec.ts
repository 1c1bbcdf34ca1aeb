import { randomBytes } from 'node:crypto'
import { chmod, readdir, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Copy } from '#lib/api/copies.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { type Built, buildImage, buildMultiArch, sha256 } from '../lab/images.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { type FaultyProxy, type ProxiedRequest, startProxy, tooManyRequests } from '../lab/proxy.ts'
import { push } from '../lab/push.ts'
import { makeScratchDir } from '../lab/scratch-dir.ts'

const mebibyte = 2 ** 20
const diskBytes = 8 * mebibyte

let source: DockerRegistry
/** Asks for tokens that live for two seconds only while a test says so. */
let target: DockerRegistry
/** Has a disk of a few megabytes; null on a machine that lets nobody mount one. */
let small: DockerRegistry | null
let whyNoDisk: unknown
let toSource: FaultyProxy
let toTarget: FaultyProxy
let portolan: Portolan
let dataDir: string
let admin: SignedIn
let registries: object[]

beforeAll(async () => {
  ;[source, target, small] = await Promise.all([
    startDockerRegistry({ mode: 'htpasswd' }),
    startDockerRegistry({ mode: 'token' }),
    startDockerRegistry({ diskBytes }).catch((error) => {
      whyNoDisk = error
      return null
    }),
  ])
  ;[toSource, toTarget] = await Promise.all([startProxy(source.url), startProxy(target.url)])
  const home = await makeScratchDir('portolan-data')
  await chmod(home, 0o711)
  dataDir = join(home, 'data')
  const auth = { username: 'demo', password: 's3cret' }
  registries = [
    { id: 'source', url: toSource.url, auth, syncEvery: 'off' },
    { id: 'target', url: toTarget.url, auth, syncEvery: 'off' },
    ...(small ? [{ id: 'small', url: small.url, syncEvery: 'off' }] : []),
  ]
  portolan = await startPortolan({ registries, dataDir })
  admin = await signIn(portolan.url)
}, 300_000)

afterAll(async () => {
  await portolan?.stop()
  await Promise.all([toSource?.stop(), toTarget?.stop()])
  await Promise.all([source?.stop(), target?.stop(), small?.stop()])
  if (dataDir) await rm(dirname(dataDir), { recursive: true, force: true })
})

/** What the source has on its disk, which no copy may change, however it ends. */
let sourceFiles: Readonly<Record<string, string>>
let repository = ''
let name = 0

/** Puts an image into the source, as `v1` of a repository of its own. */
async function prepare(image: Built): Promise<{ from: string; to: string }> {
  repository = `faults/app${++name}`
  await push(source, repository, image, 'v1')
  sourceFiles = await filesOf(source.dir)
  toSource.clearRequests()
  toTarget.clearRequests()
  return { from: `source/${repository}:v1`, to: `target/${repository}:v1` }
}

afterEach(async () => {
  toSource.heal()
  toTarget.heal()
  target.tokenServer?.setTtl(300)
  expect(await filesOf(source.dir)).toEqual(sourceFiles)
  for (const registry of [target, small]) if (registry) await expectNothingHalf(registry)
})

/** Every file with its digest: a tag that moved, a blob that came or went, an upload that was begun. */
async function filesOf(dir: string): Promise<Record<string, string>> {
  const paths = await readdir(dir, { recursive: true })
  const entries = await Promise.all(
    paths.map(async (path) => {
      const file = join(dir, path)
      return (await stat(file)).isFile() ? [path, sha256(await readFile(file))] : [path, 'folder']
    }),
  )
  return Object.fromEntries(entries)
}

const ask = async (registry: DockerRegistry, path: string) => {
  const authorization = registry.authorize(repository)
  const headers = {
    accept: ['application/vnd.oci.image.index.v1+json', 'application/vnd.oci.image.manifest.v1+json'].join(
      ', ',
    ),
    ...(authorization && { authorization }),
  }
  const answer = await fetch(`${registry.url}/v2/${repository}/${path}`, { headers })
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : null
}
const arrived = (registry = target) => ask(registry, 'manifests/v1')

interface Document {
  manifests?: { digest: string }[]
  layers?: { digest: string }[]
  config?: { digest: string }
}

/** Whatever stands under a tag is there as a whole: its children, their configs and layers, byte for byte. */
async function expectNothingHalf(registry: DockerRegistry) {
  const listed = await ask(registry, 'tags/list')
  const { tags } = (listed ? JSON.parse(String(listed)) : { tags: null }) as { tags: string[] | null }
  const expectWhole = async (reference: string): Promise<void> => {
    const bytes = await ask(registry, `manifests/${reference}`)
    if (bytes === null) throw new Error(`${reference} is under a tag, and is not there`)
    const { manifests = [], layers = [], config } = JSON.parse(String(bytes)) as Document
    for (const { digest } of manifests) await expectWhole(digest)
    for (const one of [...(config ? [config] : []), ...layers])
      expect(sha256((await ask(registry, `blobs/${one.digest}`)) ?? Buffer.alloc(0))).toBe(one.digest)
  }
  for (const tag of tags ?? []) await expectWhole(tag)
}

const post = <T>(path: string, body: object = {}) =>
  admin.json<T>(
    path,
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    202,
  )
const read = (id: string) => admin.json<Copy>(`/copies/${id}`)
const ended = (id: string) =>
  until(
    () => read(id),
    ({ state }) => state !== 'queued' && state !== 'running',
    120_000,
  )
const copy = async (pair: object) => ended((await post<Copy>('/copies', pair)).id)
const resume = async ({ id }: Copy) => ended((await post<Copy>(`/copies/${id}/resume`)).id)

type Requests = (request: Pick<ProxiedRequest, 'method' | 'path' | 'query'>) => boolean
const isBlobPut: Requests = ({ method, path }) => method === 'PUT' && path.includes('/blobs/uploads/')
const isManifestPut: Requests = ({ method, path }) => method === 'PUT' && path.includes('/manifests/sha256:')
const isTagPut: Requests = ({ method, path }) => method === 'PUT' && path.endsWith('/manifests/v1')
const isBlobGet: Requests = ({ method, path }) => method === 'GET' && path.includes('/blobs/')
const failure = {
  kind: 'answer',
  status: 500,
  body: { errors: [{ code: 'UNKNOWN', message: 'oops' }] },
} as const
const sentTo = (proxy: FaultyProxy, which: Requests) => proxy.requests.filter(which)

/** Nothing that gzip could make small. */
const imageOf = (...layerBytes: number[]) =>
  buildImage({ layers: layerBytes.map((bytes) => ({ noise: randomBytes(bytes).toString('base64') })) })
const layerOf = (image: Built, at = 0) => image.blobs[at + 1]?.digest ?? ''
const isLayer =
  (image: Built, at = 0): Requests =>
  (request) =>
    isBlobGet(request) && request.path.endsWith(layerOf(image, at))

const isLayerPut =
  (image: Built): Requests =>
  (request) =>
    isBlobPut(request) && request.query.includes(encodeURIComponent(layerOf(image)))

test('a target that answers 500 once at a blob, at a manifest and at the tag gets all of it', async () => {
  const index = buildMultiArch({ layers: [{ noise: randomBytes(50_000).toString('base64') }] })
  const pair = await prepare(index)
  for (const when of [isBlobPut, isManifestPut, isTagPut])
    toTarget.addFault({ fault: failure, when, times: 1 })
  expect(await copy(pair)).toMatchObject({ state: 'succeeded', results: { copied: 1, failed: 0 } })
  expect(toTarget.requests.filter(({ isFaulted }) => isFaulted)).toHaveLength(3)
  expect(await arrived()).toEqual(index.bytes)
})

test('a target that answers 500 to a blob for ever is told of, and going on sends the rest alone', async () => {
  const image = imageOf(40_000, 50_000)
  const pair = await prepare(image)
  let puts = 0
  toTarget.addFault({ fault: failure, when: (request) => isBlobPut(request) && ++puts > 1 })
  const failed = await copy(pair)
  expect(failed).toMatchObject({ state: 'failed', results: { failed: 1 }, undo: { state: 'none' } })
  expect(failed.items[0]).toMatchObject({
    result: 'failed',
    resultCode: 'registry_error',
    resultDetail: 'The registry failed (500). (oops)',
  })
  expect(await arrived()).toBeNull()
  toTarget.heal()
  toTarget.clearRequests()
  expect(await resume(failed)).toMatchObject({ state: 'succeeded', results: { copied: 1, failed: 0 } })
  expect(sentTo(toTarget, isBlobPut)).toHaveLength(image.blobs.length - 1)
  expect(await arrived()).toEqual(image.bytes)
})

test('a target that answers 500 to the tag for ever has everything but the tag, which is all that going on sends', async () => {
  const image = imageOf(40_000)
  const pair = await prepare(image)
  toTarget.addFault({ fault: failure, when: isTagPut })
  const failed = await copy(pair)
  expect(failed).toMatchObject({ state: 'failed', items: [{ resultCode: 'registry_error' }] })
  expect(await arrived()).toBeNull()
  expect(await ask(target, `manifests/${image.digest}`)).toEqual(image.bytes)
  toTarget.heal()
  toTarget.clearRequests()
  expect(await resume(failed)).toMatchObject({ state: 'succeeded' })
  expect(toTarget.requests.filter(({ method }) => method === 'PUT').map(({ path }) => path)).toEqual([
    `/v2/${repository}/manifests/v1`,
  ])
  expect(await arrived()).toEqual(image.bytes)
})

test('a target that says 500 and has put the tag all the same is looked at, and not written to again', async () => {
  const image = imageOf(40_000)
  const pair = await prepare(image)
  toTarget.addFault({ fault: { kind: 'deny', answer: { status: 500 } }, when: isTagPut })
  expect(await copy(pair)).toMatchObject({ state: 'succeeded', results: { copied: 1 } })
  expect(sentTo(toTarget, isTagPut)).toHaveLength(1)
  expect(await arrived()).toEqual(image.bytes)
})

test('a target that wants fewer requests is waited for as long as it says', async () => {
  const image = imageOf(40_000)
  const pair = await prepare(image)
  const begin = performance.now()
  for (const when of [isBlobPut, isTagPut]) toTarget.addFault({ fault: tooManyRequests(2), when, times: 1 })
  expect(await copy(pair)).toMatchObject({ state: 'succeeded' })
  expect(performance.now() - begin).toBeGreaterThan(3_900)
  expect(sentTo(toTarget, isTagPut)).toHaveLength(2)
  expect(await arrived()).toEqual(image.bytes)
})

test('a source that keeps waiting for longer than a token lives meets no 401 at the target', async () => {
  const image = imageOf(40_000)
  const pair = await prepare(image)
  target.tokenServer?.setTtl(2)
  toSource.addFault({ fault: { kind: 'delay', ms: 5_000 }, when: isBlobGet })
  expect(await copy(pair)).toMatchObject({ state: 'succeeded' })
  const puts = toTarget.requests.filter(({ method }) => method === 'PUT')
  expect(puts.map(({ status }) => status)).toEqual(puts.map(() => 201))
  expect(await arrived()).toEqual(image.bytes)
})

test('a token whose life ends in the middle of a large layer is renewed for what comes after it', async () => {
  const image = imageOf(12 * mebibyte)
  const pair = await prepare(image)
  target.tokenServer?.setTtl(2)
  target.tokenServer?.clearRequests()
  toSource.addFault({
    fault: { kind: 'pause', afterBytes: 5 * mebibyte, ms: 6_000 },
    when: isLayer(image),
  })
  expect(await copy(pair)).toMatchObject({ state: 'succeeded' })
  const scope = `repository:${repository}:pull,push`
  const fetched = target.tokenServer?.requests.filter(({ scopes }) => scopes.includes(scope)) ?? []
  expect(fetched.length).toBeGreaterThan(1)
  expect(sentTo(toTarget, isBlobPut)).toHaveLength(image.blobs.length)
  expect(await arrived()).toEqual(image.bytes)
})

test('a 401 in the middle of a large layer has that layer begin anew at once, with another token', async () => {
  const image = imageOf(12 * mebibyte)
  const pair = await prepare(image)
  const challenge = (await fetch(`${target.url}/v2/`)).headers.get('www-authenticate')
  const scope = `scope="repository:${repository}:pull,push",error="invalid_token"`
  const answer = { status: 401, headers: { 'www-authenticate': `${challenge},${scope}` }, body: {} }
  target.tokenServer?.clearRequests()
  toTarget.addFault({
    fault: { kind: 'refuse', afterBytes: 2 * mebibyte, answer },
    when: isLayerPut(image),
    times: 1,
  })
  const begin = performance.now()
  expect(await copy(pair)).toMatchObject({ state: 'succeeded' })
  // Whoever waits for an answer that never comes waits for thirty seconds.
  expect(performance.now() - begin).toBeLessThan(25_000)
  expect(sentTo(toTarget, isBlobPut)).toHaveLength(image.blobs.length + 1)
  expect(target.tokenServer?.requests.length).toBeGreaterThan(1)
  expect(await arrived()).toEqual(image.bytes)
})

test('a target whose disk is really full is named, sent nothing more, and gets the rest once there is room', async () => {
  // Not left out: it is one of the faults that have to be shown.
  if (!small) throw whyNoDisk
  const image = imageOf(1_000_000, 12 * mebibyte)
  const { from } = await prepare(image)
  await push(source, repository, image, 'v2')
  sourceFiles = await filesOf(source.dir)
  const items = ['v1', 'v2'].map((tag) => ({
    from: from.replace('v1', tag),
    to: `small/${repository}:${tag}`,
  }))
  const failed = await copy({ items })
  expect(failed).toMatchObject({ state: 'failed', results: { failed: 2 } })
  expect(failed.items.map(({ resultCode }) => resultCode)).toEqual(['registry_full', 'registry_full'])
  expect(failed.items[0]?.resultDetail).toMatch(/^It answered \d+, for its storage is full\.$/)
  expect(await arrived(small)).toBeNull()
  await small.resizeDisk(diskBytes * 8)
  expect(await resume(failed)).toMatchObject({ state: 'succeeded', results: { copied: 2 } })
  expect(await arrived(small)).toEqual(image.bytes)
})

test('a connection that is cut in the middle of an upload costs that upload alone', async () => {
  const image = imageOf(12 * mebibyte)
  const pair = await prepare(image)
  toTarget.addFault({
    fault: { kind: 'cut-request', afterBytes: 2 * mebibyte },
    when: isLayerPut(image),
    times: 2,
  })
  expect(await copy(pair)).toMatchObject({ state: 'succeeded' })
  expect(sentTo(toTarget, isBlobPut)).toHaveLength(image.blobs.length + 2)
  expect(await arrived()).toEqual(image.bytes)
})

test('a target that cuts every upload in the middle is told of, and nothing stands under the tag', async () => {
  const image = imageOf(12 * mebibyte)
  const pair = await prepare(image)
  toTarget.addFault({ fault: { kind: 'cut-request', afterBytes: 2 * mebibyte }, when: isLayerPut(image) })
  const failed = await copy(pair)
  expect(failed).toMatchObject({ state: 'failed', items: [{ resultCode: 'registry_unreachable' }] })
  expect(failed.items[0]?.resultDetail).toMatch(/^The connection failed/)
  expect(await arrived()).toBeNull()
  toTarget.heal()
  expect(await resume(failed)).toMatchObject({ state: 'succeeded' })
})

test('a source that dies in the middle of a blob, and is back after a while, is asked again', async () => {
  const image = imageOf(12 * mebibyte)
  const pair = await prepare(image)
  toSource.addFault({
    fault: { kind: 'pause', afterBytes: 2 * mebibyte, ms: 60_000 },
    when: isLayer(image),
    times: 1,
  })
  const { id } = await post<Copy>('/copies', pair)
  await until(
    () => read(id),
    ({ progress }) => progress.bytesDone > mebibyte,
    60_000,
  )
  await toSource.goDown()
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  await toSource.comeUp()
  expect(await ended(id)).toMatchObject({ state: 'succeeded' })
  expect(await arrived()).toEqual(image.bytes)
})

test('a source whose blob always breaks off is told of, and nothing stands under the tag', async () => {
  const image = imageOf(2 * mebibyte)
  const pair = await prepare(image)
  toSource.addFault({ fault: { kind: 'cut', afterBytes: mebibyte }, when: isLayer(image) })
  const failed = await copy(pair)
  expect(failed).toMatchObject({ state: 'failed', items: [{ resultCode: 'invalid_registry_response' }] })
  expect(await arrived()).toBeNull()
  toSource.heal()
  expect(await resume(failed)).toMatchObject({ state: 'succeeded' })
})

test('a source that gives other bytes than the digest says is told of, and none of them arrive', async () => {
  const image = imageOf(40_000)
  const pair = await prepare(image)
  const body = 'x'.repeat(image.blobs[1]?.bytes.length ?? 0)
  toSource.addFault({ fault: { kind: 'answer', status: 200, body }, when: isLayer(image) })
  expect(await copy(pair)).toMatchObject({ state: 'failed', items: [{ resultCode: 'digest_mismatch' }] })
  expect(await arrived()).toBeNull()
  expect(await ask(target, `blobs/${layerOf(image)}`)).toBeNull()
})

test('a target that says it has put another digest is not believed, and gets no tag', async () => {
  const image = imageOf(40_000)
  const pair = await prepare(image)
  const lie = { status: 201, headers: { 'docker-content-digest': `sha256:${'1'.repeat(64)}` } }
  toTarget.addFault({ fault: { kind: 'deny', answer: lie }, when: isManifestPut })
  expect(await copy(pair)).toMatchObject({ state: 'failed', items: [{ resultCode: 'digest_mismatch' }] })
  expect(sentTo(toTarget, isTagPut)).toEqual([])
  expect(await arrived()).toBeNull()
})

test('a tag that moves in the source during the copy is told of, and the target’s is not written', async () => {
  const image = imageOf(4 * mebibyte)
  const pair = await prepare(image)
  toSource.addFault({
    fault: { kind: 'pause', afterBytes: mebibyte, ms: 4_000 },
    when: isLayer(image),
  })
  const { id } = await post<Copy>('/copies', pair)
  await until(
    async () => sentTo(toSource, isLayer(image)).length,
    (count) => count > 0,
  )
  await push(source, repository, imageOf(1_000), 'v1')
  sourceFiles = await filesOf(source.dir)
  expect(await ended(id)).toMatchObject({ state: 'failed', items: [{ resultCode: 'moved' }] })
  expect(await arrived()).toBeNull()
})

test('kill -9 in the middle of a layer: it goes on by itself, and what had arrived is not sent again', async () => {
  const image = imageOf(1_000_000, 12 * mebibyte)
  const pair = await prepare(image)
  toSource.addFault({
    fault: { kind: 'pause', afterBytes: 2 * mebibyte, ms: 120_000 },
    when: isLayer(image, 1),
    times: 1,
  })
  const { id } = await post<Copy>('/copies', pair)
  const isThere = async () => (await ask(target, `blobs/${layerOf(image)}`)) !== null
  await until(isThere, (there) => there, 60_000)
  await until(
    async () => sentTo(toSource, isLayer(image, 1)).length,
    (count) => count > 0,
  )
  await portolan.stop()
  expect(await arrived()).toBeNull()
  toSource.heal()
  toSource.clearRequests()
  portolan = await startPortolan({ registries, dataDir })
  admin = await signIn(portolan.url)
  expect(await ended(id)).toMatchObject({ state: 'succeeded', results: { copied: 1 } })
  expect(sentTo(toSource, isLayer(image, 0))).toEqual([])
  expect(await arrived()).toEqual(image.bytes)
})
