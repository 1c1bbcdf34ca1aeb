import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { CopyPlanItem } from '#lib/api/copy-plan.ts'
import { type Built, buildArtifact, buildImage, buildIndex, buildMultiArch } from '../../../e2e/lab/images.ts'
import { startProxy } from '../../../e2e/lab/proxy.ts'
import { push, pushReferrersTag } from '../../../e2e/lab/push.ts'
import { repositoryBlobs } from '../store/schema.ts'
import { type CopyWorld, copyRequest, openCopyWorld } from './copy-world.ts'
import { planCopyOf } from './plan-copy.ts'

// Real registries and a database, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 })

let world: CopyWorld
beforeAll(async () => {
  world = await openCopyWorld()
}, 60_000)
afterAll(() => world?.close(), 60_000)

const imageOf = (text: string, base = 'base') => buildImage({ layers: [{ base }, { text }] })
const plan = (body: object, ...who: Parameters<CopyWorld['contextOf']>) =>
  planCopyOf(world.contextOf(...who), copyRequest(body))
const first = async (body: object, ...who: Parameters<CopyWorld['contextOf']>) =>
  (await plan(body, ...who)).items[0] as CopyPlanItem
const sizes = (built: Built): number =>
  [...built.blobs, built].reduce((sum, { bytes }) => sum + bytes.length, 0)

test('all of an image is sent to where nothing is, and two that share a layer send it once', async () => {
  const [a, b] = [imageOf('a'), imageOf('b')]
  await push(world.one, 'app', a, 'a')
  await push(world.one, 'app', b, 'b')
  const { items, totals } = await plan({
    items: [
      { from: 'one/app:a', to: 'two/mirror/app:a' },
      { from: 'one/app:b', to: 'two/mirror/app:b' },
    ],
  })
  const shared = a.blobs.filter(({ digest }) => b.blobs.some((blob) => blob.digest === digest))
  const sharedBytes = shared.reduce((sum, { bytes }) => sum + bytes.length, 0)
  expect(items[0]).toMatchObject({
    action: 'copy',
    reason: null,
    digest: a.digest,
    sourceDigest: a.digest,
    overwrites: null,
    bytes: { send: sizes(a), mount: 0, skip: 0 },
    manifests: 1,
    referrers: 0,
  })
  expect(items[1]?.bytes).toEqual({ send: sizes(b) - sharedBytes, mount: 0, skip: sharedBytes })
  expect(totals).toMatchObject({
    items: 2,
    copied: 2,
    send: sizes(a) + sizes(b) - sharedBytes,
    overwritten: 0,
  })
})

test('within a registry every blob is mounted, and only the manifest is sent', async () => {
  const image = imageOf('retag')
  await push(world.one, 'retag/app', image, 'rc')
  const item = await first({ from: 'one/retag/app:rc', to: 'one/retag/prod:v1' })
  expect(item.bytes).toEqual({ send: image.bytes.length, mount: sizes(image) - image.bytes.length, skip: 0 })
  expect((await first({ from: 'one/retag/app:rc', to: 'one/retag/app:v1' })).bytes.send).toBe(0)
})

test('what the index knows of in another repository of the target is mounted', async () => {
  const image = imageOf('known', 'known base')
  await push(world.one, 'known', image, 'v1')
  const layer = image.blobs[1]
  await world.store.db.insert(repositoryBlobs).values({
    registryId: 'two',
    repository: 'elsewhere',
    blobDigest: layer?.digest ?? '',
    sizeBytes: layer?.bytes.length ?? 0,
    isShared: false,
  })
  const item = await first({ from: 'one/known:v1', to: 'two/known:v1' })
  expect(item.bytes.mount).toBe(layer?.bytes.length)
})

test('referrers come along, found by the API as by cosign’s tags, unless they are not wanted', async () => {
  const image = imageOf('signed')
  await push(world.one, 'signed', image, 'v1')
  const sbom = buildArtifact({ artifactType: 'application/spdx+json', content: 'sbom', subject: image })
  await push(world.one, 'signed', sbom)
  const legacy = buildArtifact({ artifactType: 'application/vnd.example', content: 'cosign' })
  await push(world.one, 'signed', legacy, `${image.digest.replace(':', '-')}.sig`)
  expect(await first({ from: 'one/signed:v1', to: 'two/signed:v1' })).toMatchObject({
    manifests: 1,
    referrers: 2,
  })
  const bare = await first({ from: 'one/signed:v1', to: 'two/signed:v1', referrers: false })
  expect(bare).toMatchObject({ referrers: 0, bytes: { send: sizes(image) } })
})

test('what a list of referrers claims and the manifest does not say is left out', async () => {
  const image = imageOf('claimed')
  await push(world.one, 'claimed', image, 'v1')
  const other = buildArtifact({ artifactType: 'application/vnd.example', content: 'of nothing' })
  await push(world.one, 'claimed', other)
  const signature = buildArtifact({
    artifactType: 'application/vnd.example',
    content: 'of it',
    subject: image,
  })
  await push(world.one, 'claimed', signature)
  await pushReferrersTag(world.one, 'claimed', image, [other, signature])
  // A registry without the API: the list is whatever somebody has pushed.
  const proxy = await startProxy(world.one.url)
  proxy.addFault({ fault: { kind: 'answer', status: 404 }, when: ({ path }) => path.includes('/referrers/') })
  const pair = { from: 'one/claimed:v1', to: 'two/claimed:v1' }
  expect(await first(pair, 'editor', { one: { url: proxy.url } })).toMatchObject({ referrers: 1 })
  await proxy.stop()
})

describe('platforms', () => {
  test('an index as it is, or another one of those that were chosen', async () => {
    const index = buildMultiArch({ layers: [{ a: 'platforms' }] })
    await push(world.one, 'multi', index, 'v1')
    const pair = { from: 'one/multi:v1', to: 'two/multi:v1' }
    expect(await first(pair)).toMatchObject({ digest: index.digest, manifests: 5 })
    const chosen = await first({ ...pair, platforms: ['linux/amd64', 'linux/s390x'] })
    expect(chosen).toMatchObject({
      action: 'copy',
      sourceDigest: index.digest,
      manifests: 3,
      missingPlatforms: ['linux/s390x'],
    })
    expect(chosen.digest).not.toBe(index.digest)
    expect(await first({ ...pair, platforms: ['windows/amd64'] })).toMatchObject({
      action: 'refuse',
      reason: 'no_platform',
    })
  })
})

test('an attestation that claims a platform of its own, or is about an index, breaks nothing', async () => {
  const [amd64, arm64] = [imageOf('odd amd64'), imageOf('odd arm64')]
  const platform = (architecture: string) => ({ os: 'linux', architecture })
  const about = ({ digest }: Built) => ({
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': digest,
  })
  const nested = buildIndex([{ built: amd64, platform: platform('amd64') }])
  const odd = buildIndex([
    { built: amd64, platform: platform('amd64') },
    { built: nested },
    { built: imageOf('of amd64'), platform: platform('arm64'), annotations: about(amd64) },
    { built: imageOf('of the nested'), annotations: about(nested) },
    { built: arm64, platform: platform('arm64') },
  ])
  await push(world.one, 'odd', odd, 'v1')
  const item = await first({ from: 'one/odd:v1', to: 'two/odd:v1', platforms: ['linux/amd64'] })
  expect(item).toMatchObject({ action: 'copy', manifests: 4 })
})

describe('what is in the way', () => {
  const source = 'one/way:v1'
  let image: Built
  let old: Built
  beforeAll(async () => {
    image = imageOf('way')
    old = imageOf('old way')
    await push(world.one, 'way', image, 'v1')
    await push(world.two, 'way', old, ['taken', 'stable'])
    await push(world.two, 'way', image, 'same')
  })

  test('a tag on another digest is overwritten only when that was said', async () => {
    const pair = { from: source, to: 'two/way:taken' }
    expect(await first(pair)).toMatchObject({ action: 'refuse', reason: 'exists', overwrites: old.digest })
    const { items, totals } = await plan({ ...pair, overwrite: true })
    expect(items[0]).toMatchObject({ action: 'copy', overwrites: old.digest })
    expect(totals.overwritten).toBe(1)
  })

  test('a protected tag is moved by an administrator alone', async () => {
    const pair = { from: source, to: 'two/way:stable', overwrite: true }
    const rule = { registry: 'two', repository: 'way', tags: ['stable'], note: null }
    const config = { protect: [rule] as never }
    expect(await first(pair, 'editor', {}, config)).toMatchObject({ action: 'refuse', reason: 'protected' })
    expect(await first(pair, 'administrator', {}, config)).toMatchObject({ action: 'copy' })
  })

  test('all of it is there already', async () => {
    expect(await first({ from: source, to: 'two/way:same' })).toMatchObject({
      action: 'skip',
      reason: 'same_already',
      bytes: { send: 0, mount: 0 },
    })
  })

  test.each([
    ['one/way:nope', 'two/way:x', 'source_missing'],
    ['one/none:v1', 'two/way:x', 'source_missing'],
    ['nowhere/way:v1', 'two/way:x', 'registry_not_found'],
    ['one/way:v1', 'nowhere/way:x', 'registry_not_found'],
    ['one/way:v1', 'one/way:v1', 'same_place'],
    [`one/way:v1@sha256:${'0'.repeat(64)}`, 'two/way:x', 'moved'],
  ])('%s to %s is refused: %s', async (from, to, reason) => {
    expect(await first({ from, to })).toMatchObject({ action: 'refuse', reason, bytes: { send: 0 } })
  })

  test('a registry that is read-only takes nothing', async () => {
    const item = await first({ from: source, to: 'two/way:x' }, 'editor', { two: { readOnly: true } })
    expect(item).toMatchObject({ action: 'refuse', reason: 'read_only' })
  })

  test('one that can’t be reached is told of its items, and the others are planned', async () => {
    const gone = { two: { url: 'http://127.0.0.1:1' } }
    const { items } = await plan(
      {
        items: [
          { from: source, to: 'two/way:x' },
          { from: source, to: 'one/way:x' },
        ],
      },
      'editor',
      gone,
    )
    expect(items.map(({ action, reason }) => [action, reason])).toEqual([
      ['refuse', 'unreadable'],
      ['copy', null],
    ])
  })

  test('of two items for one tag the first counts', async () => {
    const items = [
      { from: source, to: 'two/way:new' },
      { from: 'one/app:a', to: 'two/way:new' },
    ]
    expect((await plan({ items })).items[1]).toMatchObject({ action: 'refuse', reason: 'same_target' })
  })
})

test.each([
  [{}],
  [{ items: [] }],
  [{ from: 'one/app:v1' }],
  [{ from: 'one/app', to: 'two/app:v1' }],
  [{ from: 'one/app:v1', to: 'two/app@sha256:00' }],
  [{ from: 'one/../app:v1', to: 'two/app:v1' }],
  [{ from: 'one/app:v1', to: 'two/app:v1', platforms: ['linux'] }],
  [{ from: 'one/app:v1', to: 'two/app:v1', items: [{ from: 'one/a:v1', to: 'two/a:v1' }] }],
])('%j is no request', (body) => expect(() => copyRequest(body)).toThrow())
