import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Copy, CopyItem } from '#lib/api/copies.ts'
import { type Built, buildArtifact, buildImage, buildMultiArch } from '../../../e2e/lab/images.ts'
import { type FaultyProxy, startProxy } from '../../../e2e/lab/proxy.ts'
import { push } from '../../../e2e/lab/push.ts'
import { beginCopy, cancelCopyRun, resumeCopyRun } from './begin-copy.ts'
import { copyJob } from './copy-job.ts'
import { type CopyWorld, copyRequest, openCopyWorld } from './copy-world.ts'
import { presentCopy } from './present-copy.ts'

// Real registries and a database, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 })

let world: CopyWorld
let source: FaultyProxy
let target: FaultyProxy
beforeAll(async () => {
  world = await openCopyWorld()
}, 60_000)
afterAll(() => world?.close(), 60_000)
beforeEach(async () => {
  source = await startProxy(world.one.url)
  target = await startProxy(world.two.url)
})
afterEach(async () => {
  await source.stop()
  await target.stop()
})

const locks = {
  hold: async (_: unknown, __: unknown, work: () => Promise<void>) => {
    await work()
    return true
  },
  close: async () => {},
}
const contextOf = () => world.contextOf('editor', { one: { url: source.url }, two: { url: target.url } })
const imageOf = (text: string) =>
  buildImage({ layers: [{ noise: randomBytes(20_000).toString('base64') }, { text }] })
const first = (copy: Copy) => copy.items[0] as CopyItem

async function run(context: ReturnType<typeof contextOf>, { id, job }: Copy, signal = context.signal) {
  await copyJob(context.runtime, locks, { id: job ?? '', data: { copyId: id }, signal })
  return presentCopy(context, id)
}
async function copy(body: object) {
  const context = contextOf()
  return run(context, await beginCopy(context, copyRequest(body)))
}
const read = async (repository: string, reference: string, { url } = world.two) => {
  const answer = await fetch(`${url}/v2/${repository}/manifests/${reference}`, {
    headers: { accept: '*/*' },
  })
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : null
}
const uploads = () =>
  target.requests.filter(({ method, path }) => method === 'PUT' && path.includes('/blobs/'))

test('an index arrives with its children, their blobs and all referrers, byte for byte', async () => {
  const index = buildMultiArch({ layers: [{ a: 'whole' }] })
  await push(world.one, 'whole', index, 'v1')
  const signature = buildArtifact({ artifactType: 'application/vnd.example', subject: index })
  await push(world.one, 'whole', signature)
  const cosign = `${index.digest.replace(':', '-')}.sig`
  const legacy = buildArtifact({ artifactType: 'application/vnd.legacy', content: 'legacy' })
  await push(world.one, 'whole', legacy, cosign)
  const done = await copy({ from: 'one/whole:v1', to: 'two/mirror/whole:v1' })
  expect(done).toMatchObject({
    state: 'succeeded',
    results: { copied: 1, failed: 0 },
    progress: { bytesDone: done.totals.send, bytesTotal: done.totals.send, itemsDone: 1, itemsTotal: 1 },
    undo: { state: 'possible' },
  })
  expect(await read('mirror/whole', 'v1')).toEqual(index.bytes)
  expect(await read('mirror/whole', cosign)).toEqual(legacy.bytes)
  for (const manifest of [...index.children, signature]) {
    expect(await read('mirror/whole', manifest.digest)).toEqual(manifest.bytes)
    for (const { digest, bytes } of manifest.blobs) {
      const blob = await fetch(`${world.two.url}/v2/mirror/whole/blobs/${digest}`)
      expect(Buffer.from(await blob.arrayBuffer())).toEqual(bytes)
    }
  }
  const referrers = await fetch(`${world.two.url}/v2/mirror/whole/referrers/${index.digest}`)
  expect(((await referrers.json()) as { manifests: unknown[] }).manifests).toMatchObject([
    { digest: signature.digest },
  ])
})

test('within a registry not a byte of a blob is sent', async () => {
  const image = imageOf('mounted')
  await push(world.two, 'mounted', image, 'rc')
  await copy({ from: 'two/mounted:rc', to: 'two/mounted/prod:v1' })
  expect(await read('mounted/prod', 'v1')).toEqual(image.bytes)
  expect(uploads()).toEqual([])
})

test('what two images share is sent once', async () => {
  const base = { noise: randomBytes(20_000).toString('base64') }
  const images = ['a', 'b', 'c'].map((text) => buildImage({ layers: [base, { text }] }))
  for (const [i, image] of images.entries()) await push(world.one, 'shared', image, `v${i}`)
  const items = images.map((_, i) => ({ from: `one/shared:v${i}`, to: `two/shared:v${i}` }))
  await copy({ items })
  const digests = new Set(images.flatMap(({ blobs }) => blobs.map(({ digest }) => digest)))
  expect(uploads().length).toBe(digests.size)
})

test('several blobs are under way at once, and no more than four', async () => {
  const layers = Array.from({ length: 7 }, (_, at) => ({ noise: `layer ${at} of many` }))
  const image = buildImage({ layers })
  await push(world.one, 'many', image, 'v1')
  let most = 0
  target.addFault({
    fault: { kind: 'delay', ms: 600 },
    when: ({ method }) => {
      most = Math.max(most, uploads().filter(({ status }) => status === null).length)
      return method === 'PUT'
    },
  })
  expect(await copy({ from: 'one/many:v1', to: 'two/many:v1' })).toMatchObject({ state: 'succeeded' })
  expect(uploads()).toHaveLength(image.blobs.length)
  expect(most).toBe(4)
})

describe('when something goes wrong', () => {
  let image: Built
  const pair = { from: 'one/fault:v1', to: 'two/fault:v1' }
  let name = 0
  const prepare = async () => {
    image = imageOf(`fault ${++name}`)
    await push(world.one, 'fault', image, 'v1')
    pair.to = `two/fault${name}:v1`
  }
  beforeEach(prepare)
  const arrived = () => read(`fault${name}`, 'v1')
  const isBlob = ({ method, path }: { method: string; path: string }) =>
    method === 'GET' && path.includes('/blobs/')

  test('a source that dies in the middle of a blob is asked again', async () => {
    source.addFault({ fault: { kind: 'cut', afterBytes: 5_000 }, when: isBlob, times: 2 })
    expect(await copy(pair)).toMatchObject({ state: 'succeeded' })
    expect(await arrived()).toEqual(image.bytes)
  })

  test('a target that answers 500 for a moment is tried again', async () => {
    const fault = { kind: 'answer', status: 500, body: {} } as const
    target.addFault({ fault, when: ({ method }) => method === 'PUT', times: 4 })
    expect(await copy(pair)).toMatchObject({ state: 'succeeded' })
    expect(await arrived()).toEqual(image.bytes)
  })

  test('a target whose disk is full is told of, nothing stands under the tag, and going on sends only the rest', async () => {
    const fault = { kind: 'answer', status: 507, body: 'no space left on device' } as const
    let puts = 0
    const isAfterTheFirst = ({ method, path }: { method: string; path: string }) =>
      method === 'PUT' && path.includes('/blobs/') && ++puts > 1
    target.addFault({ fault, when: isAfterTheFirst })
    const context = contextOf()
    const failed = await run(context, await beginCopy(context, copyRequest(pair)))
    expect(failed).toMatchObject({ state: 'failed', undo: { state: 'none' } })
    expect(first(failed)).toMatchObject({
      result: 'failed',
      resultCode: 'registry_full',
      resultDetail: 'It answered 507, for its storage is full.',
    })
    expect(await arrived()).toBeNull()
    target.heal()
    target.clearRequests()
    const resumed = await resumeCopyRun(context, failed.id)
    expect(await run(context, resumed)).toMatchObject({ state: 'succeeded' })
    expect(uploads().length).toBe(image.blobs.length - 1)
    expect(await arrived()).toEqual(image.bytes)
  }, 60_000)

  test('nothing more is sent to a target whose disk is full, and what is for another one arrives', async () => {
    await push(world.one, 'fault', imageOf('another'), 'v2')
    const to = `two/fault${name}`
    const items = [
      pair,
      { from: 'one/fault:v2', to: `${to}:v2` },
      { from: 'one/fault:v2', to: `one/fault${name}:v2` },
    ]
    const body = { errors: [{ code: 'UNKNOWN', detail: 'write /data: no space left on device' }] }
    target.addFault({ fault: { kind: 'answer', status: 500, body }, when: ({ method }) => method === 'PUT' })
    const done = await copy({ items })
    expect(done).toMatchObject({ state: 'partial', results: { copied: 1, failed: 2 } })
    expect(done.items.map(({ resultCode }) => resultCode)).toEqual(['registry_full', 'registry_full', null])
    // A disk that is full stays so: it is not tried again, and not for the next item.
    expect(uploads().length).toBeLessThanOrEqual(image.blobs.length)
  })

  const tagPuts = () => target.count({ method: 'PUT', path: `/v2/fault${name}/manifests/v1` })
  const isTagPut = ({ method, path }: { method: string; path: string }) =>
    method === 'PUT' && path.endsWith('/manifests/v1')

  test('a target that fails at the tag is asked again', async () => {
    target.addFault({ fault: { kind: 'answer', status: 500, body: {} }, when: isTagPut, times: 1 })
    expect(await copy(pair)).toMatchObject({ state: 'succeeded' })
    expect(tagPuts()).toBe(2)
    expect(await arrived()).toEqual(image.bytes)
  })

  test('a target that says 500 and has put the tag all the same is looked at, and not written to again', async () => {
    const fault = { kind: 'deny', answer: { status: 500, body: {} } } as const
    target.addFault({ fault, when: isTagPut })
    expect(await copy(pair)).toMatchObject({ state: 'succeeded', results: { copied: 1 } })
    expect(tagPuts()).toBe(1)
    expect(await arrived()).toEqual(image.bytes)
  })

  test('a tag that somebody takes while the target says 500 stays theirs', async () => {
    const theirs = imageOf('quicker')
    const answer = { status: 500, body: {} }
    let taking: Promise<unknown> | null = null
    target.addFault({
      fault: { kind: 'answer', ...answer },
      when: (request) => {
        if (isTagPut(request)) taking ??= push(world.two, `fault${name}`, theirs, 'v1')
        return isTagPut(request)
      },
      times: 1,
    })
    target.addFault({ fault: { kind: 'delay', ms: 500 }, when: ({ path }) => path.endsWith('/manifests/v1') })
    expect(first(await copy(pair))).toMatchObject({ result: 'failed', resultCode: 'exists' })
    await taking
    expect(tagPuts()).toBe(1)
    expect(await arrived()).toEqual(theirs.bytes)
  })

  test('a target that wants fewer requests is waited for', async () => {
    const fault = { kind: 'answer', status: 429, headers: { 'retry-after': '0' }, body: {} } as const
    target.addFault({ fault, when: ({ method }) => method === 'PUT', times: 3 })
    expect(await copy(pair)).toMatchObject({ state: 'succeeded' })
  })

  test('a blob with other bytes than its digest says never arrives, nor what needs it', async () => {
    const body = 'x'.repeat(image.blobs[1]?.bytes.length ?? 0)
    const when = ({ path }: { path: string }) => path.endsWith(image.blobs[1]?.digest ?? '-')
    source.addFault({ fault: { kind: 'answer', status: 200, body }, when })
    const failed = await copy(pair)
    expect(first(failed)).toMatchObject({ result: 'failed', resultCode: 'digest_mismatch' })
    expect(await arrived()).toBeNull()
  })

  test('a source tag that moves meanwhile is told of, and the target’s tag is not written', async () => {
    const context = contextOf()
    const begun = await beginCopy(context, copyRequest(pair))
    await push(world.one, 'fault', imageOf('newer'), 'v1')
    const done = await run(context, begun)
    expect(first(done)).toMatchObject({ result: 'failed', resultCode: 'moved' })
    expect(await arrived()).toBeNull()
  })

  test('a target tag that somebody takes meanwhile stays theirs', async () => {
    const theirs = imageOf('theirs')
    const context = contextOf()
    const begun = await beginCopy(context, copyRequest(pair))
    await push(world.two, `fault${name}`, theirs, 'v1')
    expect(first(await run(context, begun))).toMatchObject({ result: 'failed', resultCode: 'exists' })
    expect(await arrived()).toEqual(theirs.bytes)
  })

  test('a tag is overwritten only when that was said, and what it was on is kept', async () => {
    const old = imageOf('old')
    await push(world.two, `fault${name}`, old, 'v1')
    await expect(copy(pair)).rejects.toMatchObject({ code: 'tag_exists' })
    expect(await arrived()).toEqual(old.bytes)
    const done = await copy({ ...pair, overwrite: true })
    expect(first(done)).toMatchObject({ result: 'copied', overwrites: old.digest })
    expect(await arrived()).toEqual(image.bytes)
    const { rows } = await world.store.pool.query('SELECT bytes FROM copy_manifests WHERE copy_id = $1', [
      done.id,
    ])
    expect(rows[0]?.bytes).toEqual(old.bytes)
  })

  test('connections that are closed under it, as a process that ends does first, leave the item open', async () => {
    const context = contextOf()
    const begun = await beginCopy(context, copyRequest(pair))
    target.addFault({ fault: { kind: 'hang' }, when: ({ method }) => method === 'PUT' })
    const died = expect(run(context, begun)).rejects.toMatchObject({ code: 'aborted' })
    while (target.count({ method: 'PUT' }) === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    await context.runtime.registries.close()
    await died
    expect(await presentCopy(contextOf(), begun.id)).toMatchObject({
      state: 'running',
      items: [{ result: null }],
    })
    target.heal()
    expect(await run(contextOf(), begun)).toMatchObject({ state: 'succeeded' })
  })

  test('a process that ends leaves the item open, and the next one sends nothing twice', async () => {
    const context = contextOf()
    const begun = await beginCopy(context, copyRequest(pair))
    const ending = new AbortController()
    const isManifest = ({ method, path }: { method: string; path: string }) =>
      method === 'PUT' && path.includes('/manifests/')
    target.addFault({ fault: { kind: 'hang' }, when: isManifest })
    const dying = run(context, begun, ending.signal)
    while (!target.requests.some(isManifest)) await new Promise((resolve) => setTimeout(resolve, 20))
    ending.abort(new Error('the process ends'))
    await expect(dying).rejects.toThrow()
    expect(await presentCopy(context, begun.id)).toMatchObject({ state: 'running', results: { failed: 0 } })
    target.heal()
    target.clearRequests()
    expect(await run(context, begun)).toMatchObject({ state: 'succeeded' })
    expect(uploads()).toEqual([])
  })

  test('a copy that is cancelled stops, and goes on when it is told to', async () => {
    const context = contextOf()
    const begun = await beginCopy(context, copyRequest(pair))
    source.addFault({ fault: { kind: 'hang' }, when: isBlob })
    const running = run(context, begun)
    while (!source.requests.some(isBlob)) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await cancelCopyRun(context, begun.id)).toMatchObject({ isCancelling: true })
    expect(await running).toMatchObject({ state: 'cancelled', results: { cancelled: 1 } })
    expect(await arrived()).toBeNull()
    source.heal()
    expect(await run(context, await resumeCopyRun(context, begun.id))).toMatchObject({ state: 'succeeded' })
  })
})
