import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { search as endpoint } from '#lib/api/search.ts'
import type { Context } from '../context.ts'
import { saveLabels } from '../index/manifest-labels.ts'
import { openWorldUnderTest, settingsUnderTest, type WorldUnderTest } from '../index/store-under-test.ts'
import { RegistryDirectory } from '../registries/directory.ts'
import { search } from '../services/search.ts'
import { manifestChildren, manifests, repositories, tags } from '../store/schema.ts'

let world: WorldUnderTest
let context: Context

const digestOf = (name: string) => `sha256:${createHash('sha256').update(name).digest('hex')}`

async function addTags(registryId: string, repository: string, names: readonly string[], more: object = {}) {
  const { db } = world.store
  await db
    .insert(repositories)
    .values({ registryId, name: repository, source: 'catalog', tagCount: names.length })
    .onConflictDoNothing()
  await db.insert(tags).values(
    names.map((name) => ({
      registryId,
      repository,
      name,
      versionKey: name,
      digest: digestOf(`${repository}:${name}`),
      ...more,
    })),
  )
}

const ask = async (q: string, more: object = {}) =>
  endpoint.response.parse(await search(context, endpoint.query.parse({ q, ...more })))

/** `type registry/repository:tag` of each hit, for short. */
const found = async (q: string, more: object = {}) =>
  (await ask(q, more)).items.map((h) => `${h.type} ${h.registry}/${h.repository}${h.tag ? `:${h.tag}` : ''}`)

beforeAll(async () => {
  world = await openWorldUnderTest()
  const directory = new RegistryDirectory(
    [
      settingsUnderTest({ id: 'prod', name: 'Production', url: 'https://prod.example' }),
      settingsUnderTest({ id: 'lab', name: 'Lab', url: 'http://127.0.0.1:5000', publicHost: 'lab.example' }),
    ],
    async () => [],
  )
  const { runtime } = world.placeOf({})
  context = { runtime: { ...runtime, registries: directory } } as Context
  await addTags('prod', 'team/payments', ['1.4.0', '1.4.1', 'latest', 'Build-3FA9BCE'])
  await addTags('lab', 'team/payments', ['1.4.1', 'nightly'])
  await addTags('lab', 'library/nginx', ['1.27-alpine', '1.27', 'latest'])
  await addTags('lab', 'library/alpine', ['3.20'])
  await addTags('lab', 'tools/latest-reader', ['2.0'])
  await addTags('prod', 'team/old', ['gone-tag', '7.7.7'])
  await world.store.db.execute(sql`UPDATE tags SET gone_at = now() WHERE name = 'gone-tag'`)
  await addTags('prod', 'team/missing', ['missing-tag'])
  await world.store.db.execute(sql`UPDATE repositories SET missing_since = now() WHERE name = 'team/missing'`)
  await addTags('removed', 'team/elsewhere', ['elsewhere-tag'])
  await addTags('prod', 'team/payments', [`sha256-${'a'.repeat(64)}.sig`], { isReferrer: true })
  const image = {
    mediaType: 'x',
    sizeBytes: 2,
    bytes: Buffer.from('{}'),
    kind: 'image',
    isComplete: true,
  } as const
  const child = digestOf('child')
  await world.store.db.insert(manifests).values({ ...image, digest: child })
  await world.store.db.insert(manifestChildren).values({
    parentDigest: digestOf('team/payments:1.4.1'),
    position: 0,
    childDigest: child,
    mediaType: 'x',
  })
  await saveLabels(world.store.db, [
    {
      digest: child,
      labels: [
        { source: 'label', key: 'team', value: 'Squad Seven' },
        { source: 'label', key: 'note', value: '한국어 메모' },
        { source: 'label', key: 'org.opencontainers.image.revision', value: 'abcdef0123456789abcdef01' },
        {
          source: 'annotation',
          key: 'org.opencontainers.image.base.name',
          value: 'docker.io/library/alpine:3.20',
        },
      ],
    },
  ])
})
afterAll(() => world.close())

describe('what is found', () => {
  test('repositories by name and tags by name, in every registry, each with where it is', async () => {
    expect(await found('payments')).toEqual(['repository prod/team/payments', 'repository lab/team/payments'])
    expect(await found('1.4.1')).toEqual(['tag lab/team/payments:1.4.1', 'tag prod/team/payments:1.4.1'])
    expect(await found('nightly')).toEqual(['tag lab/team/payments:nightly'])
  })

  test('the middle of a name, a part of it, and any case', async () => {
    expect(await found('ayment', { type: 'repository' })).toHaveLength(2)
    expect(await found('ALPINE', { type: 'tag' })).toEqual(['tag lab/library/nginx:1.27-alpine'])
    expect(await found('3fa9bce')).toEqual(['tag prod/team/payments:Build-3FA9BCE'])
  })

  test('a repository and a tag together, in either order and as a reference', async () => {
    const both = ['tag lab/library/nginx:1.27', 'tag lab/library/nginx:1.27-alpine']
    expect(await found('nginx 1.27', { type: 'tag' })).toEqual(both)
    expect(await found('1.27 nginx', { type: 'tag' })).toEqual(both)
    expect(await found('nginx:1.27', { type: 'tag' })).toEqual(both)
    expect(await found('docker pull lab.example/library/nginx:1.27', { type: 'tag' })).toEqual(both)
    expect(await found('lab/library/nginx:latest', { type: 'tag' })).toEqual(['tag lab/library/nginx:latest'])
  })

  test('a registry is named by id, by its name among words, and by its host', async () => {
    expect(await found('production payments')).toContain('repository prod/team/payments')
    expect(await found('production payments')).not.toContain('repository lab/team/payments')
    expect(await found('registry:lab payments', { type: 'repository' })).toEqual([
      'repository lab/team/payments',
    ])
    expect(await found('payments', { registry: 'lab' })).toEqual(['repository lab/team/payments'])
    expect(await found('prod.example/team/payments')).toContain('repository prod/team/payments')
  })

  test('digests by their beginning, with and without algorithm; the child of an index leads to its tags', async () => {
    const digest = digestOf('library/alpine:3.20')
    for (const q of [digest, digest.slice(0, 20), digest.slice(7, 30)])
      expect(await found(q, { type: 'digest' })).toEqual(['digest lab/library/alpine:3.20'])
  })

  test('labels, annotations and base images, of the children of an index too', async () => {
    const carriers = ['lab/team/payments:1.4.1', 'prod/team/payments:1.4.1']
    for (const q of [
      'label:team=squad',
      'team=Squad Seven'.split(' ')[0] ?? '',
      'label:squad',
      'seven',
      '한국어',
    ])
      expect(await found(q, { type: 'label' })).toEqual(carriers.map((c) => `label ${c}`))
    expect(await found('abcdef0123', { type: 'label' })).toEqual(carriers.map((c) => `label ${c}`))
    expect(await found('base:alpine:3.20')).toEqual(carriers.map((c) => `baseImage ${c}`))
  })

  test('what is misspelt, and the answer says what was looked for instead', async () => {
    const answer = await ask('paymnets')
    expect(answer.corrected).toBe('payments')
    expect(answer.items[0]).toMatchObject({
      type: 'repository',
      repository: 'team/payments',
      quality: 'fuzzy',
    })
    expect(await found('ngnix:latst')).toContain('tag lab/library/nginx:latest')
    expect((await ask('payments')).corrected).toBeNull()
  })
})

describe('what is not found', () => {
  test('tags that are gone, repositories that are missing, registries that are no longer, referrers’ tags', async () => {
    for (const q of ['gone-tag', 'missing-tag', 'team/missing', 'elsewhere', 'elsewhere-tag', 'a'.repeat(64)])
      expect([q, await found(q)]).toEqual([q, []])
  })

  test('hostile and empty input is answered, quickly and with nothing', async () => {
    for (const q of [
      '',
      ' ',
      '%',
      '_',
      '\\',
      '\0',
      "' OR 1=1 --",
      '🚀',
      '"',
      '%_%',
      'x'.repeat(256),
      '../..',
      'label:',
      '(a+)+$',
    ]) {
      const answer = await ask(q)
      expect([q, answer.items.filter((hit) => hit.type === 'tag')]).toEqual([q, []])
    }
    expect((await ask('')).items).toEqual([])
  })
})

describe('order and pages', () => {
  test('exact comes before a beginning, before a part, before the middle', async () => {
    await addTags('prod', 'rank/tags', ['zeta', 'zeta-1', 'rc-zeta', 'azetab'])
    const { items } = await ask('zeta', { type: 'tag' })
    expect(items.map((hit) => [hit.tag, hit.quality])).toEqual([
      ['zeta', 'exact'],
      ['zeta-1', 'prefix'],
      ['rc-zeta', 'segment'],
      ['azetab', 'substring'],
    ])
    expect(items.map((hit) => hit.score)).toEqual([1, 0.8, 0.6, 0.4])
    expect(items[2]?.matches).toEqual([{ field: 'tag', start: 3, length: 4 }])
  })

  test('a tag that 300 repositories have leaves room for a repository of that name', async () => {
    for (let i = 0; i < 300; i++) await addTags('lab', `many/r${i}`, ['latest'])
    const answer = await ask('latest', { limit: 20 })
    expect(answer.items.filter((hit) => hit.type === 'repository').map((hit) => hit.repository)).toEqual([
      'tools/latest-reader',
    ])
    expect(answer.counts.find((each) => each.type === 'tag')).toMatchObject({ count: 100, isMore: true })
    expect(answer.total).toBeNull()
  })

  test('the pages of one type fit together, and a strange cursor is refused', async () => {
    const seen = new Set<string>()
    let cursor: string | undefined
    do {
      const page = await ask('latest', { type: 'tag', limit: 70, ...(cursor ? { cursor } : {}) })
      for (const hit of page.items) seen.add(`${hit.registry}/${hit.repository}`)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen.size).toBe(302)
    await expect(ask('latest', { cursor: 'x' })).rejects.toMatchObject({ code: 'invalid_request' })
    await expect(ask('latest', { registry: 'nowhere' })).rejects.toMatchObject({ code: 'registry_not_found' })
  })
})
