import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import { type listManifests, type ManifestItem, manifestSorts } from '#lib/api/manifest-list.ts'
import { type listRepositories, type Repository, repositorySorts } from '#lib/api/repositories.ts'
import { type Tag, tagSorts } from '#lib/api/tags.ts'
import { versionKey } from '#lib/engines/versions/version-key.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { findFreePort } from '../lab/free-port.ts'
import { type Built, buildArtifact, buildChart, buildImage, buildMultiArch } from '../lab/images.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { push, pushReferrersTag } from '../lab/push.ts'
import { writeStorage } from '../lab/storage-layout.ts'
import { connectionOf } from './database.ts'
import { expectFiltered, expectSorted, type List, readWhole } from './plain-model.ts'
import { type Tags, tagsPath } from './world.ts'

type Manifests = ResponseOf<typeof listManifests>
type Repositories = ResponseOf<typeof listRepositories>

const token = 'a-token-of-this-test'
const filler = (bytes: number) => ({ 'a.txt': 'x'.repeat(bytes) })
const signatureOf = (subject: Built, content: string) =>
  buildArtifact({ artifactType: 'application/vnd.dev.cosign.artifact.sig.v1+json', content, subject })

/** Everything a list can tell apart: kinds, sizes, dates, platforms, signatures, several tags on a digest, a broken one. */
const old = buildImage({ created: '2024-01-02T03:04:05Z', layers: [filler(50_000)] })
const multi = buildMultiArch({ created: '2025-06-07T08:09:10Z' })
const arm = buildImage({ platform: { os: 'linux', architecture: 'arm', variant: 'v7' } })
const undated = buildImage({ created: null })
const before = buildImage({ labels: { moved: 'from here' } })
const after = buildImage({ labels: { moved: 'here' } })
const doomed = buildImage({ labels: { doomed: 'yes' } })
const signature = signatureOf(multi, 'a signature')
const orphan = signatureOf(doomed, 'of what is gone')

let registry: DockerRegistry
let portolan: Portolan
let admin: SignedIn

async function pushTags(): Promise<void> {
  const to = (built: Built, tags: string | string[]) => push(registry, 'team/mixed', built, tags)
  await to(old, ['1.2.0', '1.2'])
  await to(buildImage({ created: '2025-02-03T04:05:06Z', format: 'docker' }), '1.10.0')
  await to(multi, ['2.0.0', 'latest', '2'])
  await to(arm, '2.1.0-rc.1')
  await to(undated, 'undated')
  await to(buildChart('web', '0.3.0'), 'chart-0.3.0')
  await to(buildArtifact({ artifactType: 'application/vnd.example.policy' }), 'policy')
  await to(before, 'moving')
  await to(doomed, 'doomed')
  for (const [subject, referrer] of [
    [multi, signature],
    [doomed, orphan],
  ] as const) {
    await push(registry, 'team/mixed', referrer)
    await pushReferrersTag(registry, 'team/mixed', subject, [referrer])
  }
  writeStorage(registry.dir).writeTag('team/mixed', 'broken', `sha256:${'b'.repeat(64)}`)
}

async function pushRepositories(): Promise<void> {
  const tags = (count: number) => Array.from({ length: count }, (_, i) => `1.${i}`)
  for (const [at, name] of ['team/api', 'team/data/etl', 'base/alpine', 'base/debian', 'alone'].entries()) {
    const created = at % 2 === 0 ? `202${at}-01-01T00:00:00Z` : null
    await push(registry, name, buildImage({ created, layers: [filler(at * 700)] }), tags(at + 1))
  }
  const gone = await push(registry, 'team/emptied', buildImage({ labels: { gone: 'yes' } }), 'only')
  await fetch(`${registry.url}/v2/team/emptied/manifests/${gone.digest}`, { method: 'DELETE' })
}

const readTags = (repository: string, query = '') =>
  admin.json<Tags>(tagsPath('told', repository, `?limit=1000&${query}`))
const untaggedPath = `/registries/told/repositories/team~mixed/manifests?untagged=true`

beforeAll(async () => {
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}/hooks/told/distribution`
  registry = await startDockerRegistry({ notifications: { url, token } })
  await Promise.all([pushTags(), pushRepositories()])
  const registries = [
    { id: 'told', url: registry.url, hookToken: token, syncEvery: '1h' },
    // Nobody walks this one: what is known of it is what readers ask for.
    { id: 'unwalked', url: registry.url, syncEvery: 'off' },
  ]
  portolan = await startPortolan({ registries, port })
  admin = await signIn(portolan.url)
  await until(
    () => admin.json<Repositories>('/registries/told/repositories?limit=1000&empty=true'),
    ({ items }) => items.length === 7 && items.every((r) => r.size !== null && r.tagCount !== null),
    60_000,
  )
  const read = ({ items, all, resolved, freshness }: Tags) =>
    items.length > 5 && all === resolved && freshness.state === 'fresh'
  await until(() => readTags('team/mixed', 'sort=size'), read, 60_000)
  // A tag moves on, another one goes with its digest, and somebody pulls.
  await push(registry, 'team/mixed', after, 'moving')
  await admin.json(`${tagsPath('told', 'team/mixed')}/doomed`, {
    method: 'DELETE',
    headers: { 'if-match': `"${doomed.digest}"` },
  })
  for (const path of ['team/mixed/manifests/2.0.0', 'base/alpine/manifests/1.0'])
    await fetch(`${registry.url}/v2/${path}`, {
      headers: { accept: `${multi.mediaType}, ${old.mediaType}`, 'user-agent': 'docker/27' },
    })
  await until(
    () => readTags('team/mixed'),
    ({ items }) =>
      items.some((tag) => tag.pulledAt !== null) &&
      items.some((tag) => tag.name === 'moving' && tag.digest === after.digest && tag.kind !== null),
    60_000,
  )
  // That nobody signed what is not signed is known once the registry was asked how it keeps signatures.
  await until(
    () => readTags('team/mixed', 'sort=signed'),
    ({ items }) => items.some((tag) => tag.signed === false),
  )
  await until(
    () => admin.json<Repositories>('/registries/told/repositories?limit=1000'),
    ({ items }) =>
      items.filter((r) => r.lastPulledAt !== null).length === 2 && items.every((r) => r.size !== null),
    60_000,
  )
}, 300_000)

afterAll(async () => {
  await portolan?.stop()
  await registry?.stop()
})

const timeOf = (time: string | null) => (time === null ? null : Date.parse(time))
const known = <T>(value: T | null, isTrue: (value: T) => boolean) => (value === null ? null : isTrue(value))

describe('tags', () => {
  const list = (): List<Tag> => ({
    api: admin,
    path: tagsPath('told', 'team/mixed'),
    name: (tag) => tag.name,
  })
  const value: Record<(typeof tagSorts)[number], (tag: Tag) => string | number | null> = {
    version: (tag) => versionKey(tag.name),
    name: (tag) => tag.name,
    digest: (tag) => tag.digest,
    siblings: (tag) => tag.siblings,
    platforms: (tag) => tag.platforms?.length ?? null,
    size: (tag) => tag.size,
    createdAt: (tag) => timeOf(tag.createdAt),
    kind: (tag) => tag.kind,
    mediaType: (tag) => tag.mediaType,
    artifactType: (tag) => tag.artifactType,
    firstSeenAt: (tag) => tag.firstSeenAt,
    pushedAt: (tag) => timeOf(tag.pushedAt),
    pulledAt: (tag) => timeOf(tag.pulledAt),
    signed: (tag) => (tag.signed === null ? null : Number(tag.signed)),
  }

  // Times of the database have microseconds, those of the API milliseconds: tags seen in the same one have no order here.
  test.each(tagSorts.filter((sort) => sort !== 'firstSeenAt'))(
    'by %s come in the order of a plain model, page by page',
    async (sort) => {
      await expectSorted(list(), sort, value[sort])
    },
  )

  test('by when they were first seen, each comes once, none before an earlier one', async () => {
    for (const [order, sign] of [
      ['asc', 1],
      ['desc', -1],
    ] as const) {
      const { items } = await readWhole(list(), `sort=firstSeenAt&order=${order}`)
      const times = items.map((tag) => Date.parse(tag.firstSeenAt))
      expect(times).toEqual(times.toSorted((a, b) => sign * (a - b)))
    }
  })

  const ofKind = (tag: Tag, ...kinds: string[]) =>
    known(tag.kind as string | null, (kind) => kinds.includes(kind))
  const filters: readonly (readonly [string, (tag: Tag) => boolean | null])[] = [
    ['q=LAT', (tag) => tag.name.includes('lat')],
    ['q=1.*&match=glob', (tag) => tag.name.startsWith('1.')],
    ['q=%5E%5B12%5D%5C.%5Cd%24&match=regex', (tag) => /^[12]\.\d$/.test(tag.name)],
    [
      `q=${encodeURIComponent('>=1.2 <2')}&match=version`,
      (tag) => ['1.2.0', '1.2', '1.10.0'].includes(tag.name),
    ],
    ['kind=index,chart', (tag) => ofKind(tag, 'index', 'chart')],
    ['kind=broken', (tag) => ofKind(tag, 'broken')],
    ['broken=false', (tag) => tag.kind !== 'broken'],
    [
      'platform=linux/arm64,linux/arm/v7',
      (tag) => known(tag.platforms, (all) => all.some((p) => p.architecture.startsWith('arm'))),
    ],
    ['olderThan=2025-01-01', (tag) => known(timeOf(tag.createdAt), (at) => at < Date.parse('2025-01-01'))],
    ['newerThan=2025-06-07', (tag) => known(timeOf(tag.createdAt), (at) => at >= Date.parse('2025-06-07'))],
    [`minSize=${1_000}B`, (tag) => known(tag.size, (size) => size >= 1_000)],
    ['minSize=300&maxSize=1.5kB', (tag) => known(tag.size, (size) => size >= 300 && size <= 1_500)],
    ['signed=true', (tag) => tag.signed],
    ['neverPulled=true', (tag) => tag.pulledAt === null],
    ['neverPulled=false', (tag) => tag.pulledAt !== null],
    [`digest=${multi.digest}`, (tag) => tag.digest === multi.digest],
    [
      'kind=image&minSize=400',
      (tag) => (tag.kind !== 'image' ? ofKind(tag, 'image') : known(tag.size, (size) => size >= 400)),
    ],
  ]
  test.each(filters)('filtered by %s are those of a plain model', async (query, verdict) => {
    await expectFiltered(list(), query, verdict)
  })

  test('filtered and sorted at once, pages fit together', async () => {
    for (const sort of ['size', 'createdAt', 'siblings'] as const)
      await expectSorted(list(), sort, value[sort], 'platform=linux')
  })

  test('grouped by digest are one row for each, page by page', async () => {
    const digests = new Set((await readWhole(list())).items.map((tag) => tag.digest ?? tag.name))
    const grouped: List<Tag> = { ...list(), name: (tag) => tag.digest ?? tag.name }
    const { items, total } = await readWhole(grouped, 'group=digest')
    expect(new Set(items.map(grouped.name))).toEqual(digests)
    expect(total).toBe(digests.size)
  })
})

describe('repositories', () => {
  const list = (): List<Repository> => ({
    api: admin,
    path: '/registries/told/repositories?empty=true',
    name: (repository) => repository.name,
  })
  const value: Record<(typeof repositorySorts)[number], (r: Repository) => string | number | null> = {
    name: (r) => r.name,
    tagCount: (r) => r.tagCount,
    size: (r) => r.size,
    lastPushedAt: (r) => timeOf(r.lastPushedAt),
    lastPulledAt: (r) => timeOf(r.lastPulledAt),
    firstSeenAt: (r) => timeOf(r.firstSeenAt),
    asOf: (r) => timeOf(r.freshness.asOf),
    source: (r) => r.source,
  }
  const isCoarse = (sort: string) => sort === 'firstSeenAt' || sort === 'asOf'

  test.each(repositorySorts.filter((sort) => !isCoarse(sort)))(
    'by %s come in the order of a plain model, page by page',
    async (sort) => {
      await expectSorted(list(), sort, value[sort])
    },
  )

  test.each(repositorySorts.filter(isCoarse))('by %s none comes before an earlier one', async (sort) => {
    const { items } = await readWhole(list(), `sort=${sort}&order=asc`)
    const times = items.map((r) => value[sort](r))
    expect(times).toEqual(times.toSorted((a, b) => Number(a) - Number(b)))
    expect(items.length).toBe(7)
  })

  const filters: readonly (readonly [string, (r: Repository) => boolean | null])[] = [
    ['q=BASE', (r) => r.name.includes('base')],
    ['q=team/*&match=glob', (r) => r.name.startsWith('team/')],
    ['q=%5E%5B%5E/%5D%2B%24&match=regex', (r) => !r.name.includes('/')],
    ['namespace=team', (r) => r.name.startsWith('team/')],
    ['olderThan=2023-01-01', (r) => known(timeOf(r.lastPushedAt), (at) => at < Date.parse('2023-01-01'))],
    ['newerThan=2023-01-01', (r) => known(timeOf(r.lastPushedAt), (at) => at >= Date.parse('2023-01-01'))],
    ['minSize=400', (r) => known(r.size, (size) => size >= 400)],
    ['minTags=2&maxTags=4', (r) => known(r.tagCount, (count) => count >= 2 && count <= 4)],
    ['neverPulled=true', (r) => r.lastPulledAt === null],
    ['neverPulled=false', (r) => r.lastPulledAt !== null],
  ]
  test.each(filters)('filtered by %s are those of a plain model', async (query, verdict) => {
    await expectFiltered(list(), query, verdict)
  })

  test('without a tag are folded away and counted, or shown alone', async () => {
    const names = async (query: string) => {
      const page = await admin.json<Repositories>(`/registries/told/repositories${query}`)
      return [page.items.map((r) => r.name), page.emptyCount]
    }
    expect(await names('?q=team')).toEqual([['team/api', 'team/data/etl', 'team/mixed'], 1])
    expect(await names('?empty=only')).toEqual([['team/emptied'], 0])
  })
})

describe('untagged manifests', () => {
  const list = (): List<ManifestItem> => ({ api: admin, path: untaggedPath, name: (item) => item.digest })
  const children = multi.children.map(({ digest }) => digest)

  test('are what no tag points to, with what each is there for', async () => {
    const page = await admin.json<Manifests>(`${untaggedPath}&limit=1000&sort=digest`)
    const expected = [
      ...children.map((digest) => [digest, 'child', 1, null]),
      // Held by the index behind the tag that lists the referrers.
      [signature.digest, 'referrer', 1, { digest: multi.digest, isPresent: true }],
      [orphan.digest, 'referrer', 1, { digest: doomed.digest, isPresent: false }],
      [before.digest, 'loose', 0, null],
    ].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
    expect(page.items.map(({ digest, role, heldBy, subject }) => [digest, role, heldBy, subject])).toEqual(
      expected,
    )
    expect([page.total, page.roles, page.unresolvedTags]).toEqual([
      7,
      { tagged: 0, referrer: 2, child: 4, loose: 1 },
      0,
    ])
    expect(page.items.find(({ digest }) => digest === before.digest)).toMatchObject({
      kind: 'image',
      mediaType: before.mediaType,
      size: before.blobs.reduce((sum, { bytes }) => sum + bytes.length, 0),
      createdAt: '2026-05-04T10:11:12.000Z',
      platforms: [{ os: 'linux', architecture: 'amd64', variant: null, osVersion: null }],
    })
  })

  test('all manifests are those with a tag and those without', async () => {
    const path = untaggedPath.replace('?untagged=true', '')
    const [all, tagged, untagged] = await Promise.all(
      ['?limit=1000', '?limit=1000&untagged=false', '?limit=1000&untagged=true'].map((query) =>
        admin.json<Manifests>(`${path}${query}`),
      ),
    )
    const digests = (page: Manifests | undefined) => page?.items.map(({ digest }) => digest) ?? []
    expect([...digests(tagged), ...digests(untagged)].toSorted()).toEqual(digests(all).toSorted())
    expect(digests(tagged)).toEqual(expect.arrayContaining([old.digest, multi.digest, after.digest]))
    expect(tagged?.items.every(({ role }) => role === 'tagged')).toBe(true)
  })

  const value: Record<(typeof manifestSorts)[number], (item: ManifestItem) => string | number | null> = {
    digest: (item) => item.digest,
    role: (item) => item.role,
    kind: (item) => item.kind,
    artifactType: (item) => item.artifactType,
    platforms: (item) => item.platforms?.length ?? null,
    size: (item) => item.size,
    createdAt: (item) => timeOf(item.createdAt),
    heldBy: (item) => item.heldBy,
    seenAt: (item) => timeOf(item.seenAt),
  }
  test.each(manifestSorts.filter((sort) => sort !== 'seenAt'))(
    'by %s come in the order of a plain model, page by page',
    async (sort) => {
      await expectSorted(list(), sort, value[sort])
    },
  )

  const filters: readonly (readonly [string, (item: ManifestItem) => boolean])[] = [
    ['role=loose', (item) => item.role === 'loose'],
    ['role=child,referrer', (item) => item.role === 'child' || item.role === 'referrer'],
    ['q=COSIGN', (item) => item.artifactType?.includes('cosign') ?? false],
    [`q=${before.digest.slice(7, 19)}`, (item) => item.digest === before.digest],
  ]
  test.each(filters)('filtered by %s are those of a plain model', async (query, verdict) => {
    await expectFiltered(list(), query, verdict)
  })

  test('cursors, sorts and roles that there are not are refused', async () => {
    for (const query of ['&cursor=abc', '&sort=name', '&role=any', '&limit=0'])
      expect([query, (await admin.api(`${untaggedPath}${query}`)).status]).toEqual([query, 400])
    const answer = await admin.api('/registries/told/repositories/never~was/manifests?untagged=true')
    expect(answer.status).toBe(404)
  })
})

test('none of these lists asks anything of the registry but names, while what is known is fresh', async () => {
  // What notifications have led to may still be on its way: one round without a request is what is waited for.
  const isContent = ({ path }: { path: string }) => /\/(manifests|blobs)\//.test(path)
  await until(
    async () => {
      await registry.clearLog()
      for (const sort of tagSorts) await readTags('team/mixed', `sort=${sort}&kind=image`)
      for (const sort of repositorySorts)
        await admin.json(`/registries/told/repositories?sort=${sort}&minTags=1`)
      for (const sort of manifestSorts) await admin.json(`${untaggedPath}&sort=${sort}`)
      return (await registry.log()).filter(isContent)
    },
    (asked) => asked.length === 0,
    60_000,
  )
})

test('a manifest that was seen long ago is asked for again, and leaves the list once it is gone', async () => {
  const age = async (digest: string) => {
    const client = new pg.Client(connectionOf(portolan.dataDir))
    await client.connect()
    await client.query(
      `UPDATE repository_manifests SET seen_at = now() - interval '1 hour' WHERE digest = $1`,
      [digest],
    )
    await client.end()
  }
  await fetch(`${registry.url}/v2/team/mixed/manifests/${before.digest}`, { method: 'DELETE' })
  const loose = () => admin.json<Manifests>(`${untaggedPath}&role=loose`)
  expect((await loose()).items.map(({ digest }) => digest)).toEqual([before.digest])
  await age(before.digest)
  await until(loose, ({ total, items }) => total === 0 && items.length === 0)
  const [child = ''] = multi.children.map(({ digest }) => digest)
  await age(child)
  const children = () => admin.json<Manifests>(`${untaggedPath}&role=child`)
  const { items } = await until(children, (page) =>
    page.items.every(({ seenAt }) => Date.now() - Date.parse(seenAt) < 30 * 60_000),
  )
  expect(items.length).toBe(4)
})

test('repositories that a filter leaves out because nobody has counted them are counted for who asks', async () => {
  const page = await until(
    () => admin.json<Repositories>('/registries/unwalked/repositories?minTags=3'),
    ({ unknownCount, total }) => unknownCount === 0 && total !== 0,
  )
  expect(page.items.map((r) => r.name)).toEqual(['alone', 'base/alpine', 'base/debian', 'team/mixed'])
})
