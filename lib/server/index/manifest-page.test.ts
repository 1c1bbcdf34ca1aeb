import { afterAll, beforeAll, expect, test } from 'vitest'
import { manifestChildren, manifests, repositoryManifests, tags } from '../store/schema.ts'
import { type ManifestQuery, readManifestPage } from './manifest-page.ts'
import type { Place } from './place.ts'
import { openWorldUnderTest, type WorldUnderTest } from './store-under-test.ts'
import { digestOf } from './tags-under-test.ts'

let world: WorldUnderTest
let place: Place
beforeAll(async () => {
  world = await openWorldUnderTest()
  place = world.placeOf({})
  const { db } = world.store
  const fact = (name: string, more: object = {}) => ({
    digest: digestOf(name),
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    sizeBytes: 2,
    bytes: Buffer.from('{}'),
    kind: 'image' as const,
    isComplete: true,
    ...more,
  })
  await db
    .insert(manifests)
    .values([
      fact('index', { kind: 'index' }),
      fact('old index', { kind: 'index' }),
      fact('missing index', { kind: 'index' }),
      fact('foreign index', { kind: 'index' }),
      fact('child'),
      fact('child of what is gone'),
      fact('signature', { kind: 'signature', subjectDigest: digestOf('child') }),
      fact('loose'),
      fact('elsewhere'),
    ])
  const child = (parent: string, name: string) => ({
    parentDigest: digestOf(parent),
    position: 0,
    childDigest: digestOf(name),
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
  })
  await db
    .insert(manifestChildren)
    .values([
      child('index', 'child'),
      child('old index', 'child'),
      child('missing index', 'child of what is gone'),
      child('foreign index', 'loose'),
    ])
  const member = (name: string, isPresent = true, repository = 'team/app') => ({
    registryId: 'one',
    repository,
    digest: digestOf(name),
    isPresent,
  })
  await db
    .insert(repositoryManifests)
    .values([
      member('index'),
      member('old index'),
      member('missing index', false),
      member('foreign index', true, 'team/other'),
      member('child'),
      member('child of what is gone'),
      member('signature'),
      member('loose'),
      member('never read'),
      member('elsewhere', true, 'team/other'),
    ])
  const tag = (name: string, more: object) => ({
    registryId: 'one',
    repository: 'team/app',
    name,
    versionKey: name,
    ...more,
  })
  await db
    .insert(tags)
    .values([
      tag('v1', { digest: digestOf('index') }),
      tag('gone', { digest: digestOf('loose'), goneAt: new Date() }),
      { ...tag('v1', { digest: digestOf('loose') }), repository: 'team/other' },
      tag('unlooked', {}),
      tag('broken', { problem: { code: 'manifest_not_found', detail: '' }, checkedAt: new Date() }),
      tag('failed', { problem: { code: 'registry_error', detail: '' }, checkedAt: new Date() }),
    ])
}, 60_000)
afterAll(() => world?.close(), 60_000)

const read = (query: Partial<ManifestQuery> = {}) =>
  readManifestPage(place, { limit: 1000, sort: 'digest', order: 'asc', ...query })
const names = ['index', 'old index', 'child', 'child of what is gone', 'signature', 'loose', 'never read']
const nameOf = new Map(names.map((name) => [digestOf(name), name]))
const rolesOf = async (query: Partial<ManifestQuery>) =>
  Object.fromEntries(
    (await read(query)).rows.map((row) => [nameOf.get(row.digest), [row.role, Number(row.held_by)]]),
  )

test('only what is here holds, points or refers: a tag that is gone, a missing index and other repositories do not', async () => {
  expect(await rolesOf({})).toEqual({
    index: ['tagged', 0],
    'old index': ['loose', 0],
    child: ['child', 2],
    'child of what is gone': ['loose', 0],
    signature: ['referrer', 0],
    loose: ['loose', 0],
    // It may refer to something.
    'never read': [null, 0],
  })
})

test('with and without a tag make up the whole, and each role is counted whatever is asked for', async () => {
  expect(await rolesOf({ untagged: false })).toEqual({ index: ['tagged', 0] })
  const untagged = await read({ untagged: true })
  expect(untagged.total).toBe(6)
  const loose = await read({ untagged: true, role: ['loose'] })
  expect([loose.total, loose.roles]).toEqual([3, { tagged: 0, referrer: 1, child: 1, loose: 3 }])
  expect(loose.rows.map((row) => nameOf.get(row.digest)).toSorted()).toEqual([
    'child of what is gone',
    'loose',
    'old index',
  ])
})

test('a tag that nobody could look up makes the list uncertain, a broken one does not, and what has just failed waits', async () => {
  expect(await read()).toMatchObject({ unresolvedTags: 2, dueTags: 1 })
})
