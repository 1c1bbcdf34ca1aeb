import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CopyItem } from '#lib/api/copies.ts'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { MirrorRun } from '#lib/api/mirror-run.ts'
import type { listMirrorRuns, Mirror, MirrorPreview } from '#lib/api/mirrors.ts'
import type { Problem } from '#lib/api/problem.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { type Built, buildImage, buildMultiArch } from '../lab/images.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'

/** Debian's registry twice: one asks for a password, the other for tokens. */
let source: DockerRegistry
let target: DockerRegistry
let portolan: Portolan
let admin: SignedIn

const releases = buildMultiArch({ layers: [{ of: 'release' }] })
const second = buildImage({ labels: { of: '1.1' } })
const web = buildImage({ labels: { of: 'web' } })

const fromFile = {
  id: 'from-file',
  name: 'From the file',
  enabled: 'false',
  from: { registry: 'source', repositories: ['shop/*'] },
  to: { registry: 'target', prefix: 'file/', strip: 'shop/' },
  tags: { semver: '>=1.0 <2' },
}
const releasesOnly = {
  id: 'releases',
  name: 'Releases',
  from: { registry: 'source', repositories: ['shop/*'] },
  to: { registry: 'target', prefix: 'mirror/' },
  tags: { semver: '>=1.0 <2', except: ['*-broken'] },
}

beforeAll(async () => {
  ;[source, target] = await Promise.all([
    startDockerRegistry({ mode: 'htpasswd' }),
    startDockerRegistry({ mode: 'token' }),
  ])
  const auth = { username: 'demo', password: 's3cret' }
  await push(source, 'shop/api', releases, ['1.0.0', 'latest'])
  await push(source, 'shop/api', second, ['1.1.0', '2.0.0'])
  await push(source, 'shop/web', web, '1.0.0')
  await push(source, 'other/app', web, '1.0.0')
  portolan = await startPortolan({
    registries: [
      { id: 'source', url: source.url, auth, syncEvery: 'off' },
      { id: 'target', url: target.url, auth, syncEvery: 'off' },
    ],
    settings: { mirrors: [fromFile] },
  })
  admin = await signIn(portolan.url)
}, 300_000)

afterAll(async () => {
  await portolan?.stop()
  await Promise.all([source?.stop(), target?.stop()])
})

const send = <T>(method: string, path: string, body: object, status: number) =>
  admin.json<T>(
    path,
    { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    status,
  )
const preview = (id: string) => send<MirrorPreview>('POST', `/mirrors/${id}/preview`, {}, 200)
const runs = (id: string) => admin.json<ResponseOf<typeof listMirrorRuns>>(`/mirrors/${id}/runs`)
async function run(id: string, body: object = {}): Promise<MirrorRun> {
  const begun = await send<MirrorRun>('POST', `/mirrors/${id}/run`, body, 202)
  const find = async () => (await runs(id)).items.find((one) => one.id === begun.id) ?? begun
  return until(find, ({ state }) => state !== 'queued' && state !== 'running', 60_000)
}
async function raw({ url, authorize }: DockerRegistry, repository: string, tag: string) {
  const answer = await fetch(`${url}/v2/${repository}/manifests/${tag}`, {
    headers: {
      authorization: authorize(repository) ?? '',
      accept: [releases.mediaType, second.mediaType].join(', '),
    },
  })
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : null
}
async function removeFromSource(repository: string, { digest }: Built) {
  const answer = await fetch(`${source.url}/v2/${repository}/manifests/${digest}`, {
    method: 'DELETE',
    headers: { authorization: source.authorize(repository) ?? '' },
  })
  expect(answer.status).toBe(202)
}

test('a mirror of the file is listed, previewed and run, and can be changed in the file alone', async () => {
  const { items } = await admin.json<{ items: Mirror[] }>('/mirrors')
  expect(items).toMatchObject([{ id: 'from-file', source: 'file', enabled: false, deleteVanished: false }])
  for (const method of ['PATCH', 'DELETE'])
    expect(await send(method, '/mirrors/from-file', {}, 409)).toMatchObject({
      code: 'mirror_is_configured_by_file',
    })
  expect((await preview('from-file')).items.map(({ to }) => to).toSorted()).toEqual([
    'target/file/api:1.0.0',
    'target/file/api:1.1.0',
    'target/file/web:1.0.0',
  ])
  expect(await run('from-file')).toMatchObject({ state: 'succeeded', counts: { toCopy: 3, vanished: 0 } })
  expect(await raw(target, 'file/api', '1.0.0')).toEqual(releases.bytes)
})

test('a preview says what comes and sends nothing; the run brings just that, byte for byte, and the next one nothing', async () => {
  const added = await send<Mirror>('POST', '/mirrors', releasesOnly, 201)
  expect(added).toMatchObject({ source: 'store', version: 1, nextRuns: [], lastRun: null })
  const plan = await preview('releases')
  expect(plan).toMatchObject({
    counts: { repositories: 2, unread: 0, tags: 3, toCopy: 3, same: 0, refused: 0, vanished: 0 },
    itemsTotal: 3,
  })
  expect(plan.items.map(({ from, to }) => [from, to])).toEqual([
    ['source/shop/api:1.0.0', 'target/mirror/shop/api:1.0.0'],
    ['source/shop/api:1.1.0', 'target/mirror/shop/api:1.1.0'],
    ['source/shop/web:1.0.0', 'target/mirror/shop/web:1.0.0'],
  ])
  expect(await raw(target, 'mirror/shop/api', '1.0.0')).toBeNull()

  const dry = await run('releases', { dryRun: true })
  expect(dry).toMatchObject({ state: 'planned', isDryRun: true, counts: { toCopy: 3 }, copy: null })
  expect(await raw(target, 'mirror/shop/api', '1.0.0')).toBeNull()

  // One that says that it only plans does, whatever its caller says.
  await send('PATCH', '/mirrors/releases', { dryRun: true }, 200)
  expect(await send('POST', '/mirrors/releases/run', { dryRun: false }, 409)).toMatchObject({
    code: 'dry_run_only',
  })
  expect(await run('releases')).toMatchObject({ state: 'planned', isDryRun: true, copy: null })
  expect(await raw(target, 'mirror/shop/api', '1.0.0')).toBeNull()
  await send('PATCH', '/mirrors/releases', { dryRun: false }, 200)

  const done = await run('releases')
  expect(done).toMatchObject({ state: 'succeeded', trigger: 'manual', actor: 'admin', deletion: null })
  expect(await raw(target, 'mirror/shop/api', '1.0.0')).toEqual(releases.bytes)
  expect(await raw(target, 'mirror/shop/api', '1.1.0')).toEqual(second.bytes)
  expect(await raw(target, 'mirror/shop/web', '1.0.0')).toEqual(web.bytes)
  expect(await raw(target, 'mirror/shop/api', 'latest')).toBeNull()
  expect(await raw(target, 'mirror/shop/api', '2.0.0')).toBeNull()
  expect(await raw(target, 'mirror/other/app', '1.0.0')).toBeNull()
  expect(await admin.json(`/copies/${done.copy}`)).toMatchObject({
    mirror: { id: 'releases', name: 'Releases' },
  })

  const again = await run('releases')
  expect(again).toMatchObject({ state: 'succeeded', counts: { toCopy: 0, same: 3 }, copy: null })
  expect((await runs('releases')).items.map(({ state }) => state)).toEqual([
    'succeeded',
    'succeeded',
    'planned',
    'planned',
  ])
})

test('a tag that has moved at the source stays as it was until the mirror may overwrite', async () => {
  const moved = buildImage({ labels: { of: 'moved' } })
  await push(source, 'shop/web', moved, '1.0.0')
  expect(await run('releases')).toMatchObject({ counts: { toCopy: 0, refused: 1 }, copy: null })
  expect((await preview('releases')).items[0]).toMatchObject({ action: 'refuse', reason: 'exists' })
  expect(await raw(target, 'mirror/shop/web', '1.0.0')).toEqual(web.bytes)
  await send('PATCH', '/mirrors/releases', { overwrite: true, version: 3 }, 200)
  await send('PATCH', '/mirrors/releases', { overwrite: true, version: 3 }, 409)
  const done = await run('releases')
  expect(done).toMatchObject({ state: 'succeeded', counts: { toCopy: 1, overwritten: 1 } })
  expect(await raw(target, 'mirror/shop/web', '1.0.0')).toEqual(moved.bytes)
  const { items } = await admin.json<{ items: CopyItem[] }>(`/copies/${done.copy}/items`)
  expect(items).toMatchObject([{ result: 'copied', overwrites: web.digest }])
})

test('what vanished stays until the mirror may delete it, what it did not bring stays for ever, and a deletion can be undone', async () => {
  const theirs = buildImage({ labels: { of: 'theirs' } })
  await push(target, 'mirror/shop/api', theirs, '1.9.0')
  await removeFromSource('shop/api', second)
  expect(await run('releases')).toMatchObject({ counts: { vanished: 1 }, deletion: null })
  const { id, ...mirror } = releasesOnly
  const draft = (body: object) => send<MirrorPreview>('POST', '/mirrors/preview', { mirror, ...body }, 200)
  expect((await draft({ id })).vanished).toMatchObject([{ repository: 'mirror/shop/api', tag: '1.1.0' }])
  // One that nobody has stored has brought nothing.
  expect((await draft({})).vanished).toEqual([])
  expect(await raw(target, 'mirror/shop/api', '1.1.0')).toEqual(second.bytes)

  await send('PATCH', '/mirrors/releases', { deleteVanished: true }, 200)
  expect(await preview('releases')).toMatchObject({
    vanished: [{ repository: 'mirror/shop/api', tag: '1.1.0', digest: second.digest }],
    deletesVanished: true,
  })
  const done = await run('releases')
  expect(done).toMatchObject({ state: 'succeeded', counts: { vanished: 1 } })
  expect(await raw(target, 'mirror/shop/api', '1.1.0')).toBeNull()
  expect(await raw(target, 'mirror/shop/api', '1.0.0')).toEqual(releases.bytes)
  expect(await raw(target, 'mirror/shop/api', '1.9.0')).toEqual(theirs.bytes)
  // Another mirror brought it here, and may not delete.
  expect(await raw(target, 'file/api', '1.1.0')).toEqual(second.bytes)

  await send('POST', `/deletions/${done.deletion}/undo`, {}, 202)
  const back = () => raw(target, 'mirror/shop/api', '1.1.0')
  expect(await until(back, (bytes) => bytes !== null, 60_000)).toEqual(second.bytes)
  // What was undone is not told as done.
  const told = async () => (await runs('releases')).items.find((one) => one.id === done.id)?.state
  expect(await until(told, (state) => state !== 'succeeded', 60_000)).toBe('undone')
})

test('of a repository that can’t be read nothing is copied or deleted, and the run says so', async () => {
  const repositories = ['shop/api', 'shop/nowhere']
  await send('PATCH', '/mirrors/releases', { from: { registry: 'source', repositories } }, 200)
  await send('PATCH', '/mirrors/releases', { deleteVanished: false }, 200)
  expect(await run('releases')).toMatchObject({
    state: 'partial',
    counts: { repositories: 2, unread: 1 },
    problem: { detail: expect.stringContaining('shop/nowhere') },
  })
  expect((await preview('releases')).unread).toMatchObject([{ repository: 'shop/nowhere' }])
})

test('a mirror whose registry is gone fails and says why', async () => {
  const lost = { ...releasesOnly, id: 'lost', from: { registry: 'nowhere', repositories: ['*'] } }
  await send('POST', '/mirrors', lost, 201)
  expect(await run('lost')).toMatchObject({ state: 'failed', problem: { code: 'registry_not_found' } })
})

test('a schedule says when it runs next, and does not while the mirror is off; what means nothing is refused at its key', async () => {
  const schedule = { cron: '0 3 * * *', timezone: 'Asia/Seoul' }
  const on = await send<Mirror>('PATCH', '/mirrors/releases', { schedule }, 200)
  expect(on.nextRuns.map((at) => at.slice(11, 16))).toEqual(Array(5).fill('18:00'))
  const off = await send<Mirror>('PATCH', '/mirrors/releases', { enabled: false }, 200)
  expect(off.nextRuns).toEqual([])
  for (const [odd, path] of [
    [{ tags: { semver: 'newest' } }, 'body.tags.semver'],
    [{ schedule: { cron: 'now' } }, 'body.schedule.cron'],
    [{ to: { registry: 'target', prefix: '../x' } }, 'body.to.prefix'],
    [{ platforms: ['linux'] }, 'body.platforms.0'],
  ] as const) {
    const refused = await send<{ issues: { path: string }[] }>('PATCH', '/mirrors/releases', odd, 400)
    expect(refused.issues.map((issue) => issue.path)).toEqual([path])
  }
})

test('leaves as YAML and comes back as it was; mistakes are told by line, and then nothing is taken over', async () => {
  await send('POST', '/mirrors', { ...releasesOnly, id: 'traveller', platforms: ['linux/amd64'] }, 201)
  const before = await admin.json<Mirror>('/mirrors/traveller')
  const exported = await admin.api('/mirrors/export?id=traveller')
  expect(exported.headers.get('content-disposition')).toContain('traveller.yaml')
  const yaml = await exported.text()
  expect(await (await admin.api('/mirrors/export')).text()).toContain('id: from-file')
  await admin.api('/mirrors/traveller', { method: 'DELETE' })
  const take = <T>(text: string, status: number) => send<T>('POST', '/mirrors/import', { yaml: text }, status)
  expect(await take(yaml, 200)).toEqual({ added: ['traveller'], changed: [] })
  expect(await take(yaml, 200)).toEqual({ added: [], changed: ['traveller'] })
  const { version, createdAt, updatedAt, ...after } = await admin.json<Mirror>('/mirrors/traveller')
  expect(before).toMatchObject(after)

  const second = `${yaml}  - id: second\n    name: Second\n    from: { registry: source, repositories: ['*'] }\n`
  const broken = `${second}    to: { registry: target, prefx: x/ }\n`
  const problem = await take<Problem>(broken, 400)
  const line = broken.split('\n').findIndex((text) => text.includes('prefx')) + 1
  expect(problem.issues).toEqual([
    { path: `line ${line}: mirrors[1].to.prefx`, message: 'is not a known key (did you mean "prefix"?)' },
  ])
  const meaningless = `${second}    to: { registry: target }\n    tags: { semver: newest }\n`
  expect((await take<Problem>(meaningless, 400)).issues).toMatchObject([
    { path: expect.stringContaining('mirrors[1].tags.semver') },
  ])
  const ofTheFile = yaml.replace('traveller', 'from-file')
  expect(await take<Problem>(ofTheFile, 409)).toMatchObject({ code: 'mirror_is_configured_by_file' })
  expect((await admin.api('/mirrors/second')).status).toBe(404)
  await admin.api('/mirrors/traveller', { method: 'DELETE' })
})

test('a run comes by itself when the schedule says, in the name of the mirror, and brings what there is', async () => {
  const schedule = { cron: '* * * * *', timezone: 'UTC' }
  const to = { registry: 'target', prefix: 'tick/' }
  await send('POST', '/mirrors', { ...releasesOnly, id: 'every-minute', to, schedule }, 201)
  const ended = await until(
    async () => (await runs('every-minute')).items.at(-1),
    (first) => first !== undefined && !['queued', 'running'].includes(first.state),
    180_000,
  )
  expect(ended).toMatchObject({ state: 'succeeded', trigger: 'schedule', actor: 'mirror:every-minute' })
  expect(await raw(target, 'tick/shop/api', '1.0.0')).toEqual(releases.bytes)
  expect((await admin.api('/mirrors/every-minute', { method: 'DELETE' })).status).toBe(204)
}, 240_000)

test('one that is removed keeps its history, and what it brought', async () => {
  expect((await admin.api('/mirrors/releases', { method: 'DELETE' })).status).toBe(204)
  expect((await admin.api('/mirrors/releases')).status).toBe(404)
  expect((await runs('releases')).total).toBeGreaterThan(3)
  expect(await raw(target, 'mirror/shop/api', '1.0.0')).toEqual(releases.bytes)
})
