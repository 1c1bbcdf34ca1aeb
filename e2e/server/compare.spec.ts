import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { compareTags } from '#lib/api/compare.ts'
import type { compareImages } from '#lib/api/compare-images.ts'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import { startDockerRegistry } from '../lab/docker-registry.ts'
import { buildImage, buildIndex, buildMultiArch } from '../lab/images.ts'
import { type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'
import { buildAndPush } from '../lab/real-images.ts'

type Comparison = ResponseOf<typeof compareTags>
type Images = ResponseOf<typeof compareImages>

const run = promisify(execFile)
const credentials = { username: 'demo', password: 's3cret' }
const platforms = ['linux/amd64', 'linux/arm64']

let world: Awaited<ReturnType<typeof startWorld>>
let admin: SignedIn

beforeAll(async () => {
  world = await startWorld()
  admin = await signIn(world.portolan.url)
}, 180_000)
afterAll(() => world?.stop())

/** The same service in a registry behind a password and in one with tokens: some tags alike, some not. */
async function startWorld() {
  const [staging, production] = await Promise.all([
    startDockerRegistry({ mode: 'htpasswd' }),
    startDockerRegistry({ mode: 'token' }),
  ])
  const build = (
    registry: { url: string },
    tags: string[],
    more: { text?: string; platforms?: string[]; created?: Date } = {},
  ) =>
    buildAndPush({
      registryUrl: registry.url,
      credentials,
      repository: 'shop/api',
      tags,
      platforms: more.platforms ?? platforms,
      layers: [{ 'srv/app.txt': `${more.text ?? tags[0]}\n` }],
      created: more.created ?? new Date('2026-03-01T00:00:00Z'),
    })
  await build(staging, ['1.0', '1.1'])
  await run('skopeo', [
    'copy',
    '--all',
    '--src-tls-verify=false',
    '--dest-tls-verify=false',
    '--src-creds=demo:s3cret',
    '--dest-creds=demo:s3cret',
    `docker://${new URL(staging.url).host}/shop/api:1.0`,
    `docker://${new URL(production.url).host}/shop/api:1.0`,
  ])
  await build(staging, ['1.2'], { text: 'after', created: new Date('2026-05-01T00:00:00Z') })
  await build(production, ['1.2'], { text: 'before', created: new Date('2026-04-01T00:00:00Z') })
  await build(production, ['0.9'])
  // Another index around the same two images; and one that has a platform less.
  const [amd64, arm64] = ['amd64', 'arm64'].map((architecture) => {
    const platform = { os: 'linux', architecture }
    return { built: buildImage({ platform }), platform }
  })
  if (!amd64 || !arm64) throw new Error('two platforms were built')
  await push(staging, 'shop/api', buildIndex([amd64, arm64]), ['2.0', '2.1'])
  await push(production, 'shop/api', buildIndex([arm64, amd64]), '2.0')
  await push(production, 'shop/api', buildIndex([arm64]), '2.1')
  await push(staging, 'shop/attested', buildMultiArch(), '1.0')
  const shared = buildImage({ labels: { shared: 'yes' } })
  await push(staging, 'line/api', shared, '1.0')
  await push(staging, 'line/worker/mail', buildImage({ labels: { only: 'staging' } }), '1.0')
  await push(production, 'mirror/line/api', shared, ['1.0', '0.9'])
  await push(production, 'mirror/line/web', buildImage({ labels: { only: 'production' } }), '1.0')
  const portolan = await startPortolan({
    registries: [
      { id: 'staging', name: 'Staging', url: staging.url, auth: credentials },
      { id: 'production', name: 'Production', url: production.url, auth: credentials },
    ],
  })
  return {
    portolan,
    staging,
    production,
    stop: async () => {
      await portolan.stop()
      await Promise.all([staging.stop(), production.stop()])
    },
  }
}

const path = (query = '') => `/compare/tags?target=staging/shop~api&target=production/shop~api${query}`
const compare = (query = '') =>
  until(
    () => admin.json<Comparison>(path(query)),
    ({ unknownCount, freshness }) => unknownCount === 0 && freshness.state === 'fresh',
  )

/** The digest of a tag as skopeo finds it, or null. */
const digestAt = (registry: { url: string }, tag: string) =>
  run(
    'skopeo',
    [
      'inspect',
      '--raw',
      '--tls-verify=false',
      '--creds=demo:s3cret',
      `docker://${new URL(registry.url).host}/shop/api:${tag}`,
    ],
    { encoding: 'buffer' },
  ).then(
    ({ stdout }) => `sha256:${createHash('sha256').update(stdout).digest('hex')}`,
    () => null,
  )

describe('the same tags in two registries', () => {
  test('each row agrees with what skopeo finds on both sides', async () => {
    const { items, counts, total } = await compare()
    expect(items.map(({ name }) => name)).toEqual(['2.1', '2.0', '1.2', '1.1', '1.0', '0.9'])
    for (const row of items) {
      const digests = [await digestAt(world.staging, row.name), await digestAt(world.production, row.name)]
      expect([row.name, row.targets.map((tag) => tag?.digest ?? null)]).toEqual([row.name, digests])
      const state = digests.includes(null) ? 'missing' : digests[0] === digests[1] ? 'same' : 'differs'
      expect([row.name, row.state]).toEqual([row.name, state])
    }
    expect(total).toBe(6)
    expect(counts).toEqual({ same: 1, differs: 3, missing: 2, sameImages: 1 })
  })

  test('the same images under another index are told apart from other images, platform by platform', async () => {
    const { items } = await compare()
    const row = (name: string) => items.find((item) => item.name === name)
    expect(row('2.0')).toMatchObject({
      state: 'differs',
      sameImages: true,
      platforms: [
        { platform: 'linux/amd64', state: 'same' },
        { platform: 'linux/arm64', state: 'same' },
      ],
    })
    expect(row('2.1')).toMatchObject({
      state: 'differs',
      sameImages: false,
      platforms: [
        { platform: 'linux/amd64', state: 'missing', digests: [expect.any(String), null] },
        { platform: 'linux/arm64', state: 'same' },
      ],
    })
    expect(row('1.2')?.platforms.map(({ state }) => state)).toEqual(['differs', 'differs'])
  })

  test('which side is newer is said where both sides are known', async () => {
    const { items } = await compare()
    const newest = Object.fromEntries(items.map((row) => [row.name, row.newest]))
    expect(newest).toMatchObject({ '1.2': 0, '1.0': null, '1.1': null, '0.9': null })
  })

  test('rows are narrowed by state and name, and paged without a gap', async () => {
    const names = async (query: string) => (await compare(query)).items.map(({ name }) => name)
    expect(await names('&state=missing')).toEqual(['1.1', '0.9'])
    expect(await names('&state=same&ignoreIndexes=true')).toEqual(['2.0', '1.0'])
    expect(await names('&q=1.')).toEqual(['1.2', '1.1', '1.0'])
    expect(await names('&q=%3E%3D1.1+%3C2&match=version')).toEqual(['1.2', '1.1'])
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await compare(`&limit=2&sort=state${cursor}`)
      seen.push(...page.items.map(({ name }) => name))
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : ''
    } while (cursor)
    expect(seen).toEqual(['1.2', '2.0', '2.1', '0.9', '1.1', '1.0'])
  })
})

describe('what a copy would bring over', () => {
  const names = ({ items }: Comparison) => items.map(({ name }) => name)

  test('is what one side has and the other has otherwise or not at all; the rest is counted', async () => {
    const there = await compare('&from=0&to=1')
    expect(names(there)).toEqual(['2.1', '2.0', '1.2', '1.1'])
    expect(there.broughtOver).toEqual({ new: 1, moves: 3, same: 1, absent: 1 })
    expect(there.total).toBe(4)
    const back = await compare('&from=1&to=0')
    expect(names(back)).toEqual(['2.1', '2.0', '1.2', '0.9'])
    expect(back.broughtOver).toEqual({ new: 1, moves: 3, same: 1, absent: 1 })
    expect((await compare()).broughtOver).toBeNull()
  })

  test('is narrowed as the rows are, and leaves the same images where they count as the same', async () => {
    const missing = await compare('&from=0&to=1&state=missing')
    expect([names(missing), missing.broughtOver]).toEqual([['1.1'], { new: 1, moves: 0, same: 0, absent: 1 }])
    const images = await compare('&from=0&to=1&ignoreIndexes=true')
    expect([names(images), images.broughtOver]).toEqual([
      ['2.1', '1.2', '1.1'],
      { new: 1, moves: 2, same: 2, absent: 1 },
    ])
  })

  test.each(['&from=0', '&to=1', '&from=1&to=1', '&from=0&to=2', '&from=-1&to=0'])(
    '%s is no way from one side to another',
    async (query) => expect((await admin.api(path(query))).status).toBe(400),
  )
})

describe('a namespace beside another', () => {
  const namespaces = '/compare/tags?target=staging/line~*&target=production/mirror~line~*'
  const known = async (query = '') => {
    // What has been opened is in the index, whether or not a walk has come by.
    for (const [registry, repository] of [
      ['staging', 'line~api'],
      ['staging', 'line~worker~mail'],
      ['production', 'mirror~line~api'],
      ['production', 'mirror~line~web'],
    ])
      await admin.json(`/registries/${registry}/repositories/${repository}/tags`)
    return until(
      () => admin.json<Comparison>(namespaces + query),
      ({ unknownCount, freshness }) => unknownCount === 0 && freshness.state === 'fresh',
    )
  }

  test('pairs the repositories for which * stands for the same, and says so of each row', async () => {
    const { items, targets, counts } = await known()
    expect(items.map(({ path, name, state }) => [path, name, state])).toEqual([
      ['api', '1.0', 'same'],
      ['api', '0.9', 'missing'],
      ['web', '1.0', 'missing'],
      ['worker/mail', '1.0', 'missing'],
    ])
    expect(
      targets.map(({ registry, repository, repositoryCount }) => [registry, repository, repositoryCount]),
    ).toEqual([
      ['staging', 'line/*', 2],
      ['production', 'mirror/line/*', 2],
    ])
    expect(counts).toMatchObject({ same: 1, differs: 0, missing: 3 })
  })

  test.each([
    ['version', ['api 1.0', 'api 0.9', 'web 1.0', 'worker/mail 1.0']],
    ['name', ['api 0.9', 'api 1.0', 'web 1.0', 'worker/mail 1.0']],
    ['state', ['api 0.9', 'web 1.0', 'worker/mail 1.0', 'api 1.0']],
  ])('is paged by %s without a gap', async (sort, expected) => {
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await known(`&sort=${sort}&limit=1${cursor}`)
      seen.push(...page.items.map(({ path, name }) => `${path} ${name}`))
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : ''
    } while (cursor)
    expect(seen).toEqual(expected)
  })

  test('is taken along with a column that says which repository', async () => {
    await known()
    const csv = await (await admin.api(`${namespaces.replace('/tags?', '/tags/export?')}&state=same`)).text()
    expect(csv.split('\r\n').map((line) => line.split(',').slice(0, 3))).toEqual([
      ['path', 'tag', 'state'],
      ['api', '1.0', 'same'],
      [''],
    ])
  })
})

describe('two images side by side', () => {
  const images = (left: string, right: string, query = '') =>
    admin.json<Images>(
      `/compare/images?left=staging/shop~api:${left}&right=production/shop~api:${right}${query}`,
    )

  test('say what differs and what they share, down to the bytes', async () => {
    const found = await images('1.2', '1.2')
    expect(found.same).toBe(false)
    expect(found.platform).toBe('linux/amd64')
    expect(found.platforms.map(({ platform, state }) => [platform, state])).toEqual([
      ['linux/amd64', 'differs'],
      ['linux/arm64', 'differs'],
    ])
    expect(found.config.settings.find(({ name }) => name === 'createdAt')).toMatchObject({ state: 'differs' })
    expect(found.config.settings.find(({ name }) => name === 'user')).toMatchObject({
      state: 'same',
      left: '10001',
    })
    const [added, removed] = [found.layers.added, found.layers.removed]
    expect(added).toHaveLength(1)
    expect(removed).toHaveLength(1)
    expect(found.layers.addedBytes).toBe(added[0]?.size)
    const { stdout } = await run('skopeo', [
      'inspect',
      '--raw',
      '--tls-verify=false',
      '--creds=demo:s3cret',
      `docker://${new URL(world.production.url).host}/shop/api@${found.right.imageDigest}`,
    ])
    const manifest = JSON.parse(stdout) as { layers: { digest: string }[] }
    expect(manifest.layers.map(({ digest }) => digest)).toContain(added[0]?.digest)
    // buildah names the files of a COPY by their content: another content is another step.
    expect(found.history.filter((step) => step.left && step.right)).toEqual([])
    expect(found.history.filter((step) => step.left).length).toBeGreaterThan(0)
  })

  test('that are the same say so, and share every layer', async () => {
    const found = await images('1.0', '1.0', '&platform=linux/arm64')
    expect(found).toMatchObject({ same: true, platform: 'linux/arm64', layers: { added: [], removed: [] } })
    expect(found.layers.shared.length).toBeGreaterThan(0)
    expect(found.history.length).toBeGreaterThan(0)
    expect(found.history.every((step) => step.left && step.right)).toBe(true)
  })

  test('of which one has no image for a platform, say what the other has', async () => {
    const found = await images('2.1', '2.1', '&platform=linux/amd64')
    expect(found.right.imageDigest).toBeNull()
    expect(found.left.imageDigest).not.toBeNull()
    expect(found.layers.removed.length).toBeGreaterThan(0)
  })

  test('of which one has attestations in its index, say which of them are of the platform', async () => {
    const found = await admin.json<Images>(
      '/compare/images?left=staging/shop~attested:1.0&right=production/shop~api:1.0&platform=linux/amd64',
    )
    expect(found.left.attestations).toMatchObject([{ kind: 'attestation', source: 'index' }])
    expect(found.right.attestations).toEqual([])
  })

  test.each([
    ['what is no image', 'left=staging/shop~api&right=production/shop~api:1.0', 400],
    [
      'a platform of neither',
      'left=staging/shop~api:1.0&right=production/shop~api:1.0&platform=plan9/mips',
      400,
    ],
    ['a tag that there is not', 'left=staging/shop~api:none&right=production/shop~api:1.0', 404],
  ])('%s is refused', async (_, query, status) => {
    expect((await admin.api(`/compare/images?${query}`)).status).toBe(status)
  })
})

test.each([
  ['one target alone', '/compare/tags?target=staging/shop~api', 400],
  ['what is no target', '/compare/tags?target=staging&target=production/shop~api', 400],
  [
    'a namespace beside a single repository',
    '/compare/tags?target=staging/shop~*&target=production/shop~api',
    400,
  ],
  ['a star within a name', '/compare/tags?target=staging/sh*&target=production/sh*', 400],
  ['a namespace of which nothing is known', '/compare/tags?target=staging/no~*&target=production/no~*', 404],
  ['an unknown registry', '/compare/tags?target=nowhere/shop~api&target=production/shop~api', 404],
  ['an unknown repository', '/compare/tags?target=staging/shop~web&target=production/shop~api', 404],
])('%s is refused', async (_, address, status) => {
  expect((await admin.api(address)).status).toBe(status)
})

test('what is taken along has the rows that match, and a link that shows them again', async () => {
  const query = path('&state=differs,missing').replace('/compare/tags', '')
  const shown = await compare('&state=differs,missing')
  const taken = async (format: string) => {
    const answer = await admin.api(`/compare/tags/export${query}&format=${format}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(answer.headers.get('x-portolan-left-out')).toBe('0')
    return answer.text()
  }
  const json = JSON.parse(await taken('json')) as { items: Comparison['items'] }
  expect(json.items).toEqual(shown.items)
  const [head, ...lines] = (await taken('csv')).trimEnd().split('\r\n')
  expect(head).toBe('tag,state,staging/shop/api,production/shop/api')
  expect(lines.map((line) => line.split(',')[0])).toEqual(shown.items.map(({ name }) => name))
  const markdown = await taken('markdown')
  expect(markdown).toContain('/compare?target=staging%2Fshop%7Eapi&target=production%2Fshop%7Eapi&state=')
  for (const { name } of shown.items) expect(markdown).toContain(`| ${name} |`)
})
