import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditEntry } from '#lib/api/audit.ts'
import type { ComparisonCheck } from '#lib/api/comparison-check.ts'
import type { listComparisonChecks, SavedComparison } from '#lib/api/comparisons.ts'
import type { Copy } from '#lib/api/copies.ts'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { Problem } from '#lib/api/problem.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { buildImage, buildIndex } from '../lab/images.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { type FaultyProxy, startProxy } from '../lab/proxy.ts'
import { push } from '../lab/push.ts'
import { makeUser } from './accounts.ts'
import { startSharedDatabase } from './shared-database.ts'

type Checks = ResponseOf<typeof listComparisonChecks>

/** Debian's registry twice, one with passwords and one with tokens, each behind a proxy that breaks it on command. */
let staging: DockerRegistry
let production: DockerRegistry
let stagingProxy: FaultyProxy
let productionProxy: FaultyProxy
let database: Awaited<ReturnType<typeof startSharedDatabase>>
/** Two over one database. */
let replicas: Portolan[]
let admin: SignedIn

const first = buildImage({ labels: { of: '1.0' } })
const second = buildImage({ labels: { of: '1.1' } })

const fromFile = {
  id: 'from-file',
  name: 'From the file',
  targets: ['staging/shop/*', 'production/mirror/shop/*'],
  ignoreIndexes: 'true',
}
const api = { name: 'The API', targets: ['staging/shop~api', 'production/shop~api'] }

beforeAll(async () => {
  ;[staging, production] = await Promise.all([
    startDockerRegistry({ mode: 'htpasswd' }),
    startDockerRegistry({ mode: 'token' }),
  ])
  for (const registry of [staging, production]) {
    await push(registry, 'shop/api', first, '1.0')
    await push(registry, 'shop/api', second, '1.1')
  }
  stagingProxy = await startProxy(staging.url)
  productionProxy = await startProxy(production.url)
  database = await startSharedDatabase()
  const auth = { username: 'demo', password: 's3cret' }
  // Nothing is read by itself: what a check knows it has read itself.
  const registries = [
    { id: 'staging', url: stagingProxy.url, auth, syncEvery: 'off' },
    { id: 'production', url: productionProxy.url, auth, syncEvery: 'off' },
  ]
  replicas = []
  for (let i = 0; i < 2; i++)
    replicas.push(
      await startPortolan({ registries, settings: { comparisons: [fromFile] }, env: database.env }),
    )
  admin = await signIn(replicas[0]?.url ?? '')
}, 300_000)

afterAll(async () => {
  for (const replica of replicas ?? []) await replica.stop()
  await database?.close()
  await Promise.all([stagingProxy?.stop(), productionProxy?.stop(), staging?.stop(), production?.stop()])
})

const send = <T>(method: string, path: string, body: object, status: number, by = admin) =>
  by.json<T>(
    path,
    { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    status,
  )
const save = (id: string, definition: object) =>
  send<SavedComparison>('POST', '/compare/saved', { id, ...definition }, 201)
const read = (id: string) => admin.json<SavedComparison>(`/compare/saved/${id}`)
const history = (id: string, query = '') => admin.json<Checks>(`/compare/saved/${id}/checks${query}`)

/** Has it checked, and says what is said of it then. */
async function check(id: string): Promise<SavedComparison> {
  const begun = await send<ComparisonCheck>('POST', `/compare/saved/${id}/check`, {}, 202)
  return until(
    () => read(id),
    ({ lastCheck }) => lastCheck?.id === begun.id,
    60_000,
  )
}

describe('a comparison of the file', () => {
  test('is listed and checked, and can be changed in the file alone', async () => {
    const { items } = await admin.json<{ items: SavedComparison[] }>('/compare/saved')
    expect(items).toMatchObject([
      {
        id: 'from-file',
        source: 'file',
        targets: ['staging/shop~*', 'production/mirror~shop~*'],
        ignoreIndexes: true,
        state: 'unchecked',
        lastCheck: null,
        nextChecks: [],
      },
    ])
    for (const method of ['PATCH', 'DELETE'])
      expect(await send(method, '/compare/saved/from-file', {}, 409)).toMatchObject({
        code: 'comparison_is_configured_by_file',
      })
  })

  test('finds repositories that nobody has opened, and new ones at the next check', async () => {
    await push(production, 'mirror/shop/api', first, '1.0')
    await push(production, 'mirror/shop/api', second, '1.1')
    expect(await check('from-file')).toMatchObject({ state: 'same', lastCheck: { counts: { same: 2 } } })
    await push(staging, 'shop/web', first, '3.0')
    expect(await check('from-file')).toMatchObject({
      state: 'drift',
      lastCheck: { counts: { same: 2, missing: 1, drifting: 1 } },
    })
  })
})

describe('a check', () => {
  test('raises drift after a push to one side, with the time since when, until a copy has made them the same', async () => {
    const added = await save('api', api)
    expect(added).toMatchObject({ state: 'unchecked', version: 1, createdBy: 'admin', expect: 'same' })
    const same = await check('api')
    expect(same).toMatchObject({
      state: 'same',
      driftsSince: null,
      lastCheck: {
        trigger: 'manual',
        actor: 'admin',
        counts: { same: 2, differs: 0, missing: 0, unknown: 0, drifting: 0 },
        problem: null,
      },
    })

    // One tag moves, and one is new.
    await push(staging, 'shop/api', buildImage({ labels: { of: 'moved' } }), ['1.1', '1.2'])
    const drifting = await check('api')
    expect(drifting).toMatchObject({
      state: 'drift',
      driftsSince: drifting.lastCheck?.finishedAt,
      lastCheck: { counts: { same: 1, differs: 1, missing: 1, drifting: 2 } },
    })
    expect((await check('api')).driftsSince).toBe(drifting.driftsSince)

    const [from, to] = ['staging/shop~api', 'production/shop~api']
    const items = ['1.1', '1.2'].map((tag) => ({ from: `${from}:${tag}`, to: `${to}:${tag}` }))
    const copy = await send<Copy>('POST', '/copies', { items, overwrite: true }, 202)
    await until(
      () => admin.json<Copy>(`/copies/${copy.id}`),
      ({ state }) => state === 'succeeded',
      60_000,
    )
    expect(await check('api')).toMatchObject({
      state: 'same',
      driftsSince: null,
      lastCheck: { counts: { same: 3, drifting: 0 } },
    })
  })

  test('keeps its history, page by page, the newest first', async () => {
    const all = await history('api')
    expect(all).toMatchObject({ total: 4, nextCursor: null })
    expect(all.items.map(({ state }) => state)).toEqual(['same', 'drift', 'drift', 'same'])
    const page = await history('api', '?limit=3')
    const rest = await history('api', `?limit=3&cursor=${page.nextCursor}`)
    expect([...page.items, ...rest.items]).toEqual(all.items)
  })

  test('says that it could not be made while a side is down, which is neither drift nor the same', async () => {
    await productionProxy.goDown()
    const failed = await check('api')
    expect(failed).toMatchObject({
      state: 'failed',
      driftsSince: null,
      lastCheck: { counts: null, problem: { code: 'registry_unreachable' } },
    })
    expect(failed.lastCheck?.problem?.detail).toContain('production/shop/api: ')
    await productionProxy.comeUp()
    expect(await check('api')).toMatchObject({ state: 'same' })
  })

  test('that could not be made leaves it at drift since when it began', async () => {
    await push(staging, 'shop/api', buildImage({ labels: { of: 'late' } }), '1.3')
    const { driftsSince } = await check('api')
    await stagingProxy.goDown()
    expect(await check('api')).toMatchObject({ state: 'failed', driftsSince })
    await stagingProxy.comeUp()
    expect(await check('api')).toMatchObject({ state: 'drift', driftsSince })
  })

  test('knows nothing of a tag that can’t be read: the others may prove drift, and nothing proves the same', async () => {
    for (const registry of [staging, production]) {
      await push(registry, 'shop/odd', first, '1.0')
      await push(registry, 'shop/odd', second, '1.1')
    }
    await save('odd', { name: 'Odd', targets: ['staging/shop~odd', 'production/shop~odd'] })
    expect(await check('odd')).toMatchObject({ state: 'same' })
    stagingProxy.addFault({
      fault: { kind: 'answer', status: 500, body: { errors: [{ code: 'UNKNOWN' }] } },
      when: ({ path }) => path.endsWith('/shop/odd/manifests/1.1'),
    })
    const unknown = await check('odd')
    expect(unknown).toMatchObject({
      state: 'failed',
      lastCheck: { counts: { same: 1, unknown: 1, drifting: 0 }, problem: { code: 'registry_error' } },
    })
    expect(unknown.lastCheck?.problem?.detail).toContain('staging/shop/odd:1.1: ')
    await push(production, 'shop/odd', first, '1.2')
    expect(await check('odd')).toMatchObject({
      state: 'drift',
      lastCheck: { counts: { same: 1, missing: 1, unknown: 1, drifting: 1 } },
    })
    stagingProxy.heal()
    expect(await check('odd')).toMatchObject({ lastCheck: { counts: { same: 2, missing: 1, unknown: 0 } } })
  })

  test('of a repository or a registry that is not there says so', async () => {
    await save('nowhere', { name: 'Nowhere', targets: ['staging/shop/api', 'production/no/where'] })
    expect(await check('nowhere')).toMatchObject({
      state: 'failed',
      lastCheck: { problem: { code: 'repository_not_found' } },
    })
    await save('no-registry', { name: 'No registry', targets: ['staging/shop/api', 'lost/shop/api'] })
    expect(await check('no-registry')).toMatchObject({
      state: 'failed',
      lastCheck: { problem: { code: 'registry_not_found' } },
    })
  })
})

describe('what counts as drift', () => {
  test('may be what differs alone, may leave other indexes out, and is about the tags that match', async () => {
    const [amd64, arm64] = ['amd64', 'arm64'].map((architecture) => {
      const platform = { os: 'linux', architecture }
      return { built: buildImage({ platform }), platform }
    })
    if (!amd64 || !arm64) throw new Error('two platforms were built')
    await push(staging, 'shop/index', buildIndex([amd64, arm64]), ['v1.0.0', 'v1.1.0'])
    await push(production, 'shop/index', buildIndex([arm64, amd64]), ['v1.0.0', 'latest'])
    const targets = ['staging/shop/index', 'production/shop/index']
    await save('index', { name: 'Index', targets })
    const counts = { same: 0, differs: 1, missing: 2, sameImages: 1 }
    const drifting = async (patch: object) => {
      await send('PATCH', '/compare/saved/index', patch, 200)
      const { state, lastCheck } = await check('index')
      return [state, lastCheck?.counts?.drifting]
    }
    expect(await check('index')).toMatchObject({ lastCheck: { counts: { ...counts, drifting: 3 } } })
    expect(await drifting({ ignoreIndexes: true })).toEqual(['drift', 2])
    expect(await drifting({ ignoreIndexes: false, expect: 'no-differences' })).toEqual(['drift', 1])
    expect(await drifting({ ignoreIndexes: true })).toEqual(['same', 0])
    expect(await drifting({ expect: 'same', q: '1.1', match: 'version' })).toEqual(['drift', 1])
    expect(await drifting({ q: 'v1.0.*', match: 'glob' })).toEqual(['same', 0])
  })

  test('what was found before it was changed says nothing of what it compares now; a name changes nothing', async () => {
    const renamed = await send<SavedComparison>(
      'PATCH',
      '/compare/saved/index',
      { name: 'Both indexes', schedule: { cron: '0 3 * * *', timezone: 'Asia/Seoul' } },
      200,
    )
    expect(renamed).toMatchObject({ name: 'Both indexes', state: 'same', updatedBy: 'admin' })
    expect(renamed.nextChecks.map((at) => at.slice(11, 16))).toEqual(Array(5).fill('18:00'))
    const changed = await send<SavedComparison>('PATCH', '/compare/saved/index', { q: '' }, 200)
    expect(changed).toMatchObject({ state: 'unchecked', lastCheck: null })
    await send('PATCH', '/compare/saved/index', { q: 'v', version: renamed.version }, 409)
  })

  test('what means nothing is refused at its key', async () => {
    for (const [odd, path] of [
      [{ q: '(', match: 'regex' }, 'body.q'],
      [{ q: 'newest', match: 'version' }, 'body.q'],
      [{ schedule: { cron: 'now' } }, 'body.schedule.cron'],
      [{ targets: ['staging/shop/api'] }, 'body.targets'],
      [{ targets: ['staging/shop/api', 'staging/Shop'] }, 'body.targets.1'],
      [{ targets: ['staging/shop/api', 'production/shop/*'] }, 'body.targets'],
      [{ expect: 'nothing' }, 'body.expect'],
    ] as const) {
      const refused = await send<Problem>('PATCH', '/compare/saved/api', odd, 400)
      expect(refused.issues?.map((issue) => issue.path)).toEqual([path])
    }
    const taken = await send<Problem>('POST', '/compare/saved', { id: 'api', ...api }, 409)
    expect(taken.code).toBe('conflict')
  })
})

describe('over two replicas', () => {
  test('one check at a time, whichever is asked', async () => {
    const other = await signIn(replicas[1]?.url ?? '')
    stagingProxy.addFault({ fault: { kind: 'delay', ms: 1_000 } })
    const asked = await Promise.all(
      [admin, other].map(({ api: ask }) => ask('/compare/saved/api/check', { method: 'POST' })),
    )
    stagingProxy.heal()
    expect(asked.map(({ status }) => status).toSorted()).toEqual([202, 409])
    await until(
      () => read('api'),
      ({ check: underWay }) => underWay === null,
      60_000,
    )
  })

  test('a schedule has it checked once, and not once by each', async () => {
    await save('every-minute', { ...api, schedule: { cron: '* * * * *', timezone: 'UTC' } })
    const { items } = await until(
      () => history('every-minute'),
      ({ items: all }) => all.filter(({ finishedAt }) => finishedAt !== null).length > 1,
      240_000,
    )
    for (const one of items)
      expect(one).toMatchObject({ trigger: 'schedule', actor: 'comparison:every-minute' })
    const minutes = items.map(({ startedAt }) => startedAt.slice(0, 16))
    expect(new Set(minutes).size).toBe(minutes.length)
    await admin.api('/compare/saved/every-minute', { method: 'DELETE' })
  }, 300_000)
})

test('a viewer reads; an editor saves, checks and removes; the audit trail says who', async () => {
  const [viewer, editor] = [await signInAs('viewer'), await signInAs('editor')]
  expect((await viewer.api('/compare/saved')).status).toBe(200)
  expect((await viewer.api('/compare/saved/api/checks')).status).toBe(200)
  const body = { id: 'theirs', ...api }
  for (const [method, path] of [
    ['POST', '/compare/saved'],
    ['PATCH', '/compare/saved/api'],
    ['DELETE', '/compare/saved/api'],
    ['POST', '/compare/saved/api/check'],
  ] as const)
    expect(await send<Problem>(method, path, body, 403, viewer)).toMatchObject({ code: 'forbidden' })
  await send('POST', '/compare/saved', body, 201, editor)
  await send('PATCH', '/compare/saved/theirs', { name: 'Ours' }, 200, editor)
  expect((await editor.api('/compare/saved/theirs', { method: 'DELETE' })).status).toBe(204)
  expect((await editor.api('/compare/saved/theirs')).status).toBe(404)
  const { items } = await admin.json<{ items: AuditEntry[] }>('/audit?actor=editor&q=theirs')
  expect(items.filter(({ phase }) => phase === 'succeeded').map(({ action }) => action)).toEqual([
    'comparison.remove',
    'comparison.change',
    'comparison.add',
  ])
})

test('one that is removed takes its checks along', async () => {
  expect((await admin.api('/compare/saved/odd', { method: 'DELETE' })).status).toBe(204)
  expect((await admin.api('/compare/saved/odd/checks')).status).toBe(404)
  await save('odd', { name: 'Odd', targets: ['staging/shop~odd', 'production/shop~odd'] })
  expect(await history('odd')).toMatchObject({ items: [], total: 0 })
})

const signInAs = (role: 'viewer' | 'editor') => makeUser(replicas[0]?.url ?? '', database.connection, role)
