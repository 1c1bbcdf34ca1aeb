import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeletionSummary, UndoPreview } from '#lib/api/deletion.ts'
import type { Job } from '#lib/api/jobs.ts'
import type { Problem } from '#lib/api/problem.ts'
import { type EmbeddedRegistry, startEmbeddedRegistry } from '#lib/embedded/registry.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { buildImage, buildMultiArch } from '../lab/images.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { type FaultyProxy, startProxy } from '../lab/proxy.ts'
import { push } from '../lab/push.ts'
import { makeScratchDir } from '../lab/scratch-dir.ts'
import { writeTags } from '../lab/storage-layout.ts'
import { startUntagDeletes } from '../lab/untag-deletes.ts'
import { bytesAt, deletionsOf, digestAt, digestsAt } from './deletion-world.ts'

let open: DockerRegistry
let off: DockerRegistry
let readOnly: DockerRegistry
let embedded: EmbeddedRegistry
let greedy: Awaited<ReturnType<typeof startUntagDeletes>>
/** In front of `open`. */
let proxy: FaultyProxy
let portolan: Portolan
let admin: SignedIn
let runs: ReturnType<typeof deletionsOf>

beforeAll(async () => {
  ;[open, off, readOnly] = await Promise.all([
    startDockerRegistry(),
    startDockerRegistry({ mode: 'deletion-off' }),
    startDockerRegistry({ mode: 'read-only' }),
  ])
  embedded = await startEmbeddedRegistry({ dir: await makeScratchDir('embedded') })
  greedy = await startUntagDeletes(embedded.url)
  proxy = await startProxy(open.url)
  portolan = await startPortolan({
    registries: [
      { id: 'open', url: proxy.url, syncEvery: 'off' },
      { id: 'off', url: off.url, syncEvery: 'off' },
      { id: 'ro', url: readOnly.url, syncEvery: 'off' },
      { id: 'here', url: open.url, syncEvery: 'off', readOnly: true },
      { id: 'embedded', url: embedded.url, syncEvery: 'off' },
      { id: 'greedy', url: greedy.url, syncEvery: 'off' },
    ],
  })
  admin = await signIn(portolan.url)
  runs = deletionsOf(admin)
}, 300_000)

afterAll(async () => {
  await portolan?.stop()
  await Promise.all([proxy?.stop(), greedy?.stop(), embedded?.close()])
  await Promise.all([open?.stop(), off?.stop(), readOnly?.stop()])
})

/** So that nobody is through before the test has looked. */
const slowDeletions = () =>
  proxy.addFault({ fault: { kind: 'delay', ms: 100 }, when: ({ method }) => method === 'DELETE' })

const tagsOf = (registry: string, repository: string, ...names: readonly string[]) =>
  names.map((tag) => ({ registry, repository, tag }))

describe('a plan', () => {
  test('deletes nothing, says of each item how it goes or why it stays, and is kept', async () => {
    const shared = await push(open, 'plan/app', buildImage(), ['a', 'b', 'latest'])
    const alone = await push(open, 'plan/app', buildImage({ labels: { other: 'one' } }), 'alone')
    const plan = await runs.plan({
      items: [
        ...tagsOf('open', 'plan/app', 'a', 'alone', 'never'),
        { registry: 'open', repository: 'plan~app', tag: 'b', expected: alone.digest },
      ],
    })
    expect(plan).toMatchObject({ state: 'planned', itemsTotal: 4, undo: { state: 'none' } })
    expect(plan.items.map(({ tag, action, method, reason }) => [tag, action, method, reason])).toEqual([
      ['a', 'remove', 'placeholder', null],
      ['alone', 'remove', 'digest', null],
      ['never', 'keep', null, 'gone'],
      ['b', 'keep', null, 'moved'],
    ])
    expect(plan.effects).toMatchObject({
      tagsRemoved: 2,
      manifestsRemoved: 1,
      tagsKept: 2,
      itemsKept: 2,
      placeholders: 1,
    })
    expect(plan.garbageCollection).toMatchObject([
      { registry: 'open', advice: 'distribution_2', needed: true },
    ])
    expect(await digestAt(open.url, 'plan/app', 'a')).toBe(shared.digest)
    expect(await runs.get(plan.id)).toEqual(plan)
    const { items } = await admin.json<{ items: DeletionSummary[] }>('/deletions')
    expect(items.map(({ id }) => id)).toContain(plan.id)
  })

  test('of all that a filter matches is of exactly what the list shows, but for what is excepted', async () => {
    writeTags(open.dir, 'plan/many', 40, { tagName: (i) => `${i % 2 ? 'pr' : 'main'}-${i}` })
    const plan = await runs.plan({
      matching: { registry: 'open', repository: 'plan/many', q: 'pr-*', match: 'glob', except: ['pr-1'] },
    })
    expect(plan.items.map(({ tag }) => tag).sort()).toEqual(
      Array.from({ length: 19 }, (_, i) => `pr-${i * 2 + 3}`).sort(),
    )
  })

  test('takes children along that nothing else holds, and says what they are', async () => {
    const index = await push(open, 'plan/multi', buildMultiArch(), 'multi')
    const plan = await runs.plan({ items: tagsOf('open', 'plan/multi', 'multi') })
    expect(plan.effects.childrenAlong).toBe(index.children.length)
    expect(
      plan.items
        .filter(({ isChosen }) => !isChosen)
        .map(({ digest }) => digest)
        .sort(),
    ).toEqual(index.children.map(({ digest }) => digest).sort())
    const ended = await runs.execute(plan.id)
    expect(ended.state).toBe('succeeded')
    const all = [index, ...index.children]
    for (const { digest } of all) expect(await digestAt(open.url, 'plan/multi', digest)).toBeNull()
    expect((await runs.undo(plan.id)).state).toBe('undone')
    for (const { digest, bytes } of all)
      expect((await bytesAt(open.url, 'plan/multi', digest)).equals(bytes)).toBe(true)
    expect(await digestAt(open.url, 'plan/multi', 'multi')).toBe(index.digest)
  })
})

describe('what changes between plan and run survives', () => {
  test.each(['open', 'embedded'])('on %s: a tag pushed on a digest that was to be deleted', async (id) => {
    const url = id === 'open' ? open.url : embedded.url
    const image = await push({ url }, 'race/pushed', buildImage(), ['1', '2'])
    const plan = await runs.plan({ items: tagsOf(id, 'race/pushed', '1', '2') })
    expect(plan.effects.manifestsRemoved).toBe(1)
    await push({ url }, 'race/pushed', image, 'newcomer')
    const ended = await runs.execute(plan.id)
    expect(ended.results).toMatchObject({ removed: 2, failed: 0 })
    const now = await digestsAt(url, 'race/pushed', ['1', '2', 'newcomer'])
    expect(Object.fromEntries(now)).toEqual({ 1: null, 2: null, newcomer: image.digest })
  })

  test('an index that was pushed around a digest that was to be deleted', async () => {
    const index = buildMultiArch({ labels: { race: 'index' } })
    const [child] = index.children
    if (!child) throw new Error('no child')
    await push(open, 'race/index', child, 'amd64')
    const plan = await runs.plan({ items: tagsOf('open', 'race/index', 'amd64') })
    await push(open, 'race/index', index, 'multi')
    expect((await runs.execute(plan.id)).results).toMatchObject({ removed: 1 })
    expect(await digestAt(open.url, 'race/index', child.digest)).toBe(child.digest)
    expect(await digestAt(open.url, 'race/index', 'amd64')).toBeNull()
  })

  test('a tag that moved stays where it is, and says so', async () => {
    await push(open, 'race/moved', buildImage(), 'v1')
    const plan = await runs.plan({ items: tagsOf('open', 'race/moved', 'v1') })
    const next = await push(open, 'race/moved', buildImage({ labels: { next: 'one' } }), 'v1')
    const ended = await runs.execute(plan.id)
    expect(ended.items).toMatchObject([{ result: 'kept', resultCode: 'moved' }])
    expect(await digestAt(open.url, 'race/moved', 'v1')).toBe(next.digest)
  })
})

describe('a registry that does not do as it should', () => {
  test.each([
    ['off', 'deletion_disabled'],
    ['ro', 'read_only'],
    ['here', 'read_only'],
  ])('%s: every item says %s, and the run ends as partial', async (id, reason) => {
    const dir = { off: off.dir, ro: readOnly.dir, here: open.dir }[id] ?? ''
    writeTags(dir, 'kept/app', 3)
    const plan = await runs.plan({ items: tagsOf(id, 'kept/app', '1.0.0', '1.0.1') })
    expect(plan.items.map((item) => [item.action, item.reason])).toEqual([
      ['keep', id === 'ro' ? expect.stringMatching(/read_only|deletion_disabled/) : reason],
      ['keep', id === 'ro' ? expect.stringMatching(/read_only|deletion_disabled/) : reason],
    ])
    const ended = await runs.execute(plan.id)
    expect(ended.state).toBe('partial')
    expect(ended.items.map(({ result }) => result)).toEqual(['failed', 'failed'])
    for (const item of ended.items) expect(item.resultCode).not.toBeNull()
    if (id !== 'off') return
    await off.restart({ deleteEnabled: true })
    const later = await runs.execute(plan.id)
    expect([later.state, later.results.removed]).toEqual(['succeeded', 2])
    const now = await digestsAt(off.url, 'kept/app', ['1.0.0', '1.0.1', '1.0.2'])
    expect([...now.values()].filter((digest) => digest !== null)).toHaveLength(1)
  })

  test('500 on every third request: what was selected goes, and nothing else', async () => {
    const images = writeTags(open.dir, 'third/app', 60, { images: 20 })
    proxy.addFault({ fault: { kind: 'answer', status: 500 }, every: 3 })
    try {
      const names = Array.from({ length: 40 }, (_, i) => `1.0.${i}`)
      const plan = await runs.plan({ items: tagsOf('open', 'third/app', ...names) })
      let ended = await runs.execute(plan.id, 120_000)
      // What had no luck has its reason, and goes later.
      for (let again = 0; ended.state === 'partial' && again < 5; again++) {
        for (const item of (await runs.items(plan.id)).filter(({ result }) => result === 'failed'))
          expect(item.resultCode).not.toBeNull()
        ended = await runs.execute(plan.id, 120_000)
      }
      expect(ended.state).toBe('succeeded')
      const now = await digestsAt(
        open.url,
        'third/app',
        Array.from({ length: 60 }, (_, i) => `1.0.${i}`),
      )
      for (let i = 0; i < 60; i++)
        expect([i, now.get(`1.0.${i}`)]).toEqual([i, i < 40 ? null : images[i % 20]?.digest])
    } finally {
      proxy.heal()
    }
  }, 300_000)

  test('it goes down in the middle: partial with a reason for each item, and it goes on later', async () => {
    const names = Array.from({ length: 150 }, (_, i) => `1.${Math.floor(i / 100)}.${i % 100}`)
    writeTags(open.dir, 'down/app', 150)
    const plan = await runs.plan({ items: tagsOf('open', 'down/app', ...names) })
    slowDeletions()
    await runs.begin(plan.id)
    await until(
      () => runs.get(plan.id),
      ({ progress }) => progress.done > 10,
    )
    await proxy.goDown()
    proxy.heal()
    const ended = await runs.ended(plan.id, 120_000)
    expect(ended.state).toBe('partial')
    expect(ended.results.removed + ended.results.failed).toBe(150)
    const failed = (await runs.items(plan.id)).filter(({ result }) => result === 'failed')
    expect(new Set(failed.map(({ resultCode }) => resultCode))).toEqual(new Set(['registry_unreachable']))
    await proxy.comeUp()
    const later = await runs.execute(plan.id, 120_000)
    expect([later.state, later.results.removed]).toEqual(['succeeded', 150])
  }, 300_000)

  test('one that takes untag for delete gets back what it took along', async () => {
    const image = await push({ url: embedded.url }, 'greedy/app', buildImage(), ['1', '2', '3'])
    const plan = await runs.plan({ items: tagsOf('greedy', 'greedy/app', '1') })
    expect((await runs.execute(plan.id)).state).toBe('succeeded')
    const now = await digestsAt(embedded.url, 'greedy/app', ['1', '2', '3'])
    expect(Object.fromEntries(now)).toEqual({ 1: null, 2: image.digest, 3: image.digest })
  })
})

describe('executing', () => {
  test('twice is harmless, leaves a job, a report and two rows of the audit for each item', async () => {
    await push(open, 'run/app', buildImage({ labels: { run: 'it' } }), ['x', 'y'])
    const plan = await runs.plan({ items: tagsOf('open', 'run/app', 'x', 'y') })
    await Promise.all([runs.begin(plan.id), runs.begin(plan.id)])
    const ended = await runs.ended(plan.id)
    expect(await runs.begin(plan.id)).toMatchObject({ state: 'succeeded', job: ended.job })
    expect(await admin.json<Job>(`/jobs/${ended.job}`)).toMatchObject({
      kind: 'deletion',
      state: 'succeeded',
      deletion: plan.id,
      progress: { done: 2, total: 2 },
    })
    const audit = await admin.json<{ items: { phase: string; tag: string; detail: string }[] }>(
      '/audit?registry=open&repository=run/app',
    )
    expect(audit.items.map(({ phase, tag }) => `${tag} ${phase}`).sort()).toEqual([
      'x started',
      'x succeeded',
      'y started',
      'y succeeded',
    ])
    for (const { detail } of audit.items) expect(detail).toContain(plan.id)
    const csv = await (await admin.api(`/deletions/${plan.id}/report?format=csv`)).text()
    expect(csv.split('\r\n')).toHaveLength(4)
    const report = await admin.json<{ items: object[] }>(`/deletions/${plan.id}/report`)
    expect(report.items).toMatchObject([{ result: 'removed' }, { result: 'removed' }])
  })

  test('is stopped after the item that is under way, and goes on when it is asked to', async () => {
    writeTags(open.dir, 'stop/app', 200)
    const plan = await runs.plan({ matching: { registry: 'open', repository: 'stop/app' } })
    slowDeletions()
    await runs.begin(plan.id)
    await until(
      () => runs.get(plan.id),
      ({ progress }) => progress.done > 5,
    )
    await runs.cancel(plan.id)
    proxy.heal()
    const stopped = await runs.ended(plan.id)
    expect(stopped.state).toBe('partial')
    expect(stopped.results.cancelled).toBeGreaterThan(0)
    expect(stopped.results.cancelled + stopped.results.removed).toBe(200)
    expect((await runs.execute(plan.id)).results.removed).toBe(200)
  })

  test('two runs over the same repository do not meet: each item goes once', async () => {
    writeTags(open.dir, 'both/app', 60)
    const all = { matching: { registry: 'open', repository: 'both/app' } }
    const [one, two] = [await runs.plan(all), await runs.plan(all)]
    await Promise.all([runs.begin(one.id), runs.begin(two.id)])
    const [first, second] = [await runs.ended(one.id), await runs.ended(two.id)]
    expect([first.state, second.state]).toEqual(['succeeded', 'succeeded'])
    expect([first.results.removed, second.results.removed].sort((a, b) => a - b)).toEqual([0, 60])
  })
})

describe('undoing', () => {
  test('one item brings back that one; a tag that somebody has pushed since stays theirs', async () => {
    const image = await push(open, 'undo/app', buildImage({ labels: { undo: 'me' } }), ['a', 'b', 'c'])
    const plan = await runs.plan({ items: tagsOf('open', 'undo/app', 'a', 'b', 'c') })
    await runs.execute(plan.id)
    const trash = await admin.json<{ items: DeletionSummary[] }>('/deletions?trash=true')
    expect(trash.items.map(({ id }) => id)).toContain(plan.id)
    const first = await runs.undo(plan.id, { items: [0] })
    expect(first).toMatchObject({ state: 'succeeded', undo: { state: 'possible', items: 2 } })
    const theirs = await push(open, 'undo/app', buildImage({ labels: { theirs: 'b' } }), 'b')
    const preview = await admin.json<UndoPreview>(`/deletions/${plan.id}/undo/preview`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect(preview).toMatchObject({ tags: 1, taken: [{ tag: 'b', digest: theirs.digest }], missingBlobs: [] })
    const second = await runs.undo(plan.id)
    expect(second.undo).toMatchObject({ state: 'partial', items: 1 })
    expect(second.items[1]).toMatchObject({ result: 'removed', resultCode: 'tag_taken' })
    const now = await digestsAt(open.url, 'undo/app', ['a', 'b', 'c'])
    expect(Object.fromEntries(now)).toEqual({ a: image.digest, b: theirs.digest, c: image.digest })
  })

  test('says which blobs are gone before it begins, and brings back the rest when that is enough', async () => {
    const lost = buildImage({ labels: { lost: 'layer' }, layers: [{ 'etc/lost': 'lost' }] })
    await push(open, 'undo/lost', lost, 'lost')
    const whole = await push(open, 'undo/lost', buildImage({ labels: { whole: 'one' } }), 'whole')
    const plan = await runs.plan({ items: tagsOf('open', 'undo/lost', 'lost', 'whole') })
    await runs.execute(plan.id)
    const layer = lost.blobs.at(-1)?.digest ?? ''
    const gone = await fetch(`${open.url}/v2/undo/lost/blobs/${layer}`, { method: 'DELETE' })
    expect(gone.status).toBe(202)
    const refused = await admin.api(`/deletions/${plan.id}/undo`, { method: 'POST' })
    expect([refused.status, ((await refused.json()) as Problem).code]).toEqual([409, 'blobs_missing'])
    expect((await runs.get(plan.id)).undo.missingBlobs).toEqual([
      { registry: 'open', repository: 'undo/lost', manifest: lost.digest, digest: layer },
    ])
    const part = await runs.undo(plan.id, { partial: true })
    expect(part.undo.state).toBe('partial')
    expect(part.items[0]).toMatchObject({ result: 'removed', resultCode: 'blobs_missing' })
    expect(await digestAt(open.url, 'undo/lost', 'whole')).toBe(whole.digest)
  })

  test('a run that is under way can not be undone yet, and can once it has ended', async () => {
    writeTags(open.dir, 'undo/busy', 60)
    const plan = await runs.plan({ matching: { registry: 'open', repository: 'undo/busy' } })
    slowDeletions()
    await runs.begin(plan.id)
    const before = await until(
      () => runs.get(plan.id),
      ({ progress }) => progress.done > 2,
    )
    for (const path of ['undo', 'undo/preview']) {
      const answer = await admin.api(`/deletions/${plan.id}/${path}`, { method: 'POST' })
      expect([path, answer.status, ((await answer.json()) as Problem).code]).toEqual([
        path,
        409,
        'deletion_under_way',
      ])
    }
    // It was under way all the while, and is not stopped by having been asked.
    const after = await runs.get(plan.id)
    expect([before.state, after.state, after.undo.state]).toEqual(['running', 'running', before.undo.state])
    proxy.heal()
    expect((await runs.ended(plan.id)).results.removed).toBe(60)
    expect(await runs.undo(plan.id)).toMatchObject({ state: 'undone' })
  })

  test('an unknown run is 404', async () => {
    const nowhere = '/deletions/00000000-0000-4000-8000-000000000000'
    for (const path of [nowhere, `${nowhere}/items`, `${nowhere}/report`])
      expect((await admin.api(path)).status).toBe(404)
    expect((await admin.api(`${nowhere}/execute`, { method: 'POST' })).status).toBe(404)
    expect((await admin.api(`${nowhere}/undo`, { method: 'POST' })).status).toBe(404)
    expect((await admin.api('/deletions/nothing')).status).toBe(404)
    expect((await admin.api('/jobs/00000000-0000-4000-8000-000000000000')).status).toBe(404)
  })
})
