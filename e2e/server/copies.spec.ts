import { execFile } from 'node:child_process'
import { chmod, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Copy } from '#lib/api/copies.ts'
import type { CopyPlan } from '#lib/api/copy-plan.ts'
import type { Job } from '#lib/api/jobs.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { buildArtifact, buildImage, type Built } from '../lab/images.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { type FaultyProxy, startProxy } from '../lab/proxy.ts'
import { push, pushReferrersTag } from '../lab/push.ts'
import { buildAndPush } from '../lab/real-images.ts'
import { makeScratchDir } from '../lab/scratch-dir.ts'

const run = promisify(execFile)

/** Debian's registry twice: one asks for a password, the other for tokens. */
let locked: DockerRegistry
let token: DockerRegistry
/** In front of `token`. */
let proxy: FaultyProxy
let portolan: Portolan
let dataDir: string
let admin: SignedIn
let registries: object[]

beforeAll(async () => {
  ;[locked, token] = await Promise.all([
    startDockerRegistry({ mode: 'htpasswd' }),
    startDockerRegistry({ mode: 'token' }),
  ])
  proxy = await startProxy(token.url)
  const home = await makeScratchDir('portolan-data')
  await chmod(home, 0o711)
  dataDir = join(home, 'data')
  const auth = { username: 'demo', password: 's3cret' }
  registries = [
    { id: 'locked', url: locked.url, auth, syncEvery: 'off' },
    { id: 'token', url: proxy.url, auth, syncEvery: 'off' },
  ]
  portolan = await startPortolan({ registries, dataDir })
  admin = await signIn(portolan.url)
}, 300_000)

afterAll(async () => {
  await portolan?.stop()
  await proxy?.stop()
  await Promise.all([locked?.stop(), token?.stop()])
  if (dataDir) await rm(dirname(dataDir), { recursive: true, force: true })
})
afterEach(() => {
  proxy.heal()
  proxy.clearRequests()
})

const post = <T>(path: string, body: object, status = 202) =>
  admin.json<T>(
    path,
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    status,
  )
const ended = (id: string) =>
  until(
    () => admin.json<Copy>(`/copies/${id}`),
    ({ state }) => state !== 'queued' && state !== 'running',
    60_000,
  )
const copy = async (body: object) => ended((await post<Copy>('/copies', body)).id)

const image = ({ host }: DockerRegistry, name: string) => `docker://${host}/${name}`
const skopeo = async (...args: string[]) =>
  (await run('skopeo', ['--insecure-policy', ...args], { encoding: 'buffer' })).stdout
const raw = (registry: DockerRegistry, name: string) =>
  skopeo('inspect', '--raw', '--creds', 'demo:s3cret', '--tls-verify=false', image(registry, name))
const pull = async (registry: DockerRegistry, name: string) => {
  const dir = await makeScratchDir('pulled')
  const options = ['--all', '--quiet', '--src-creds', 'demo:s3cret', '--src-tls-verify=false']
  await skopeo('copy', ...options, image(registry, name), `dir:${dir}`)
  await rm(dir, { recursive: true, force: true })
}
async function blob(registry: DockerRegistry, repository: string, digest: string): Promise<Buffer> {
  const authorization = registry.authorize(repository) ?? ''
  const answer = await fetch(`${registry.url}/v2/${repository}/blobs/${digest}`, {
    headers: { authorization },
  })
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}
const isBlobPut = ({ method, path }: { method: string; path: string }) =>
  method === 'PUT' && path.includes('/blobs/')
const isManifestPut = ({ method, path }: { method: string; path: string }) =>
  method === 'PUT' && path.includes('/manifests/')

interface Document {
  manifests?: { digest: string; platform?: { architecture: string } }[]
  layers?: { digest: string }[]
  config?: { digest: string }
}

let index: string
const signature = (subject: { digest: string; mediaType: string; bytes: Buffer }) =>
  buildArtifact({ artifactType: 'application/vnd.example.signature', subject: subject as Built })

test('a multi-arch image of buildah arrives byte for byte, its referrers too, and skopeo pulls it', async () => {
  const platforms = ['linux/amd64', 'linux/arm64']
  const built = { registryUrl: locked.url, credentials: locked.credentials, repository: 'shop/api' }
  index = (await buildAndPush({ ...built, platforms, tags: ['1.0'] })).digest
  const bytes = await raw(locked, 'shop/api:1.0')
  const subject = { digest: index, mediaType: 'application/vnd.oci.image.index.v1+json', bytes } as Built
  const signed = signature(subject)
  await push(locked, 'shop/api', signed)
  await pushReferrersTag(locked, 'shop/api', subject, [signed])

  const plan = await post<CopyPlan>(
    '/copies/plan',
    { from: 'locked/shop/api:1.0', to: 'token/mirror/api:1.0' },
    200,
  )
  expect(plan.items[0]).toMatchObject({ action: 'copy', digest: index, manifests: 3, referrers: 1 })
  const done = await copy({ from: 'locked/shop/api:1.0', to: 'token/mirror/api:1.0' })
  expect(done).toMatchObject({ state: 'succeeded', results: { copied: 1 } })
  expect(await admin.json<Job>(`/jobs/${done.job}`)).toMatchObject({ kind: 'copy', state: 'succeeded' })

  expect(await raw(token, 'mirror/api:1.0')).toEqual(bytes)
  expect(await raw(token, `mirror/api@${signed.digest}`)).toEqual(signed.bytes)
  expect(JSON.parse(String(await raw(token, `mirror/api:${index.replace(':', '-')}`)))).toMatchObject({
    manifests: [{ digest: signed.digest, artifactType: 'application/vnd.example.signature' }],
  })
  for (const { digest } of (JSON.parse(String(bytes)) as Document).manifests ?? []) {
    const child = await raw(locked, `shop/api@${digest}`)
    expect(await raw(token, `mirror/api@${digest}`)).toEqual(child)
    const { config, layers = [] } = JSON.parse(String(child)) as Document
    for (const one of [config, ...layers])
      expect(await blob(token, 'mirror/api', one?.digest ?? '')).toEqual(
        await blob(locked, 'shop/api', one?.digest ?? ''),
      )
  }
  await pull(token, 'mirror/api:1.0')
  const again = await copy({ from: 'locked/shop/api:1.0', to: 'token/mirror/api:1.0' })
  expect(again).toMatchObject({ state: 'succeeded', totals: { send: 0, skipped: 1 } })
})

test('one platform is that image itself, and can be pulled', async () => {
  const pair = { from: 'locked/shop/api:1.0', to: 'token/arm/api:1.0', platforms: ['linux/arm64'] }
  expect(await copy(pair)).toMatchObject({ state: 'succeeded' })
  const { manifests } = JSON.parse(String(await raw(locked, 'shop/api:1.0'))) as Document
  const arm = manifests?.find(({ platform }) => platform?.architecture === 'arm64')?.digest
  expect(await raw(token, 'arm/api:1.0')).toEqual(await raw(locked, `shop/api@${arm}`))
  await pull(token, 'arm/api:1.0')
})

test('within a registry every blob is mounted and none is sent', async () => {
  const done = await copy({ from: 'token/mirror/api:1.0', to: 'token/prod/api:stable' })
  expect(done).toMatchObject({ state: 'succeeded' })
  expect(proxy.requests.filter(isBlobPut)).toEqual([])
  expect(await raw(token, 'prod/api:stable')).toEqual(await raw(locked, 'shop/api:1.0'))
  await pull(token, 'prod/api:stable')
})

test('a tag on another image is a 409 that names it, and undoing puts back what was overwritten', async () => {
  const [old, image] = [buildImage({ labels: { of: 'old' } }), buildImage({ labels: { of: 'new' } })]
  await push(token, 'undo/app', old, 'v1')
  await push(locked, 'undo/app', image, ['v1', 'v2'])
  const items = ['v1', 'v2'].map((tag) => ({ from: `locked/undo/app:${tag}`, to: `token/undo/app:${tag}` }))
  expect(await post('/copies', { items }, 409)).toMatchObject({
    code: 'tag_exists',
    issues: [{ path: 'body.items.0.to', message: `token/undo/app:v1 is on ${old.digest}` }],
  })
  const done = await copy({ items, overwrite: true })
  expect(done).toMatchObject({ state: 'succeeded', totals: { overwritten: 1 }, undo: { state: 'possible' } })
  expect(await raw(token, 'undo/app:v1')).toEqual(image.bytes)
  await post(`/copies/${done.id}/undo`, {})
  const undone = await until(
    () => admin.json<Copy>(`/copies/${done.id}`),
    ({ undo }) => undo.state !== 'running',
    60_000,
  )
  expect(undone).toMatchObject({ state: 'undone', results: { undone: 2 } })
  expect(await raw(token, 'undo/app:v1')).toEqual(old.bytes)
  await expect(raw(token, 'undo/app:v2')).rejects.toThrow()
})

test('a token that runs out during an upload is renewed, and the blob is sent again', async () => {
  const image = buildImage({ labels: { of: 'token' } })
  await push(locked, 'expired/app', image, 'v1')
  const challenge = (await fetch(`${token.url}/v2/`)).headers.get('www-authenticate')
  const scope = 'scope="repository:expired/app:pull,push",error="invalid_token"'
  proxy.addFault({
    fault: {
      kind: 'answer',
      status: 401,
      headers: { 'www-authenticate': `${challenge},${scope}` },
      body: {},
    },
    when: isBlobPut,
    times: 1,
  })
  const done = await copy({ from: 'locked/expired/app:v1', to: 'token/expired/app:v1' })
  expect(done).toMatchObject({ state: 'succeeded' })
  expect(await raw(token, 'expired/app:v1')).toEqual(image.bytes)
})

test('after kill -9 it goes on by itself, and not one blob is sent twice', async () => {
  const image = buildImage({ layers: [{ of: 'kill' }], labels: { of: 'kill' } })
  await push(locked, 'killed/app', image, 'v1')
  proxy.addFault({ fault: { kind: 'hang' }, when: isManifestPut })
  const { id } = await post<Copy>('/copies', { from: 'locked/killed/app:v1', to: 'token/killed/app:v1' })
  await until(
    async () => proxy.requests.some(isManifestPut),
    (isThere) => isThere,
  )
  const sent = proxy.requests.filter(isBlobPut).length
  expect(sent).toBe(image.blobs.length)
  await portolan.stop()
  await expect(raw(token, 'killed/app:v1')).rejects.toThrow()
  proxy.heal()
  proxy.clearRequests()
  portolan = await startPortolan({ registries, dataDir })
  admin = await signIn(portolan.url)
  expect(await ended(id)).toMatchObject({ state: 'succeeded', results: { copied: 1 } })
  expect(proxy.requests.filter(isBlobPut)).toEqual([])
  expect(await raw(token, 'killed/app:v1')).toEqual(image.bytes)
})
