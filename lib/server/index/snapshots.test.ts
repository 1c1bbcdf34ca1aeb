import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFailedRepositories } from './failed-repositories.ts'
import { readRecentPushes } from './recent-pushes.ts'
import { firstSnapshotDay, readSnapshots, takeSnapshot } from './snapshots.ts'
import { openWorldUnderTest, type WorldUnderTest } from './store-under-test.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world.close())

const runtime = () => world.placeOf({}).runtime
const run = (statement: ReturnType<typeof sql>) => world.store.db.execute(statement)
const addRepository = (
  registry: string,
  name: string,
  tagCount: number | null,
  bytes: number | null = null,
) =>
  run(sql`INSERT INTO repositories (registry_id, name, source, tag_count, size_bytes)
    VALUES (${registry}, ${name}, 'catalog', ${tagCount}, ${bytes})`)

test('the last walk of a day counts, and a walk that is written late does not undo it', async () => {
  await addRepository('day', 'a', 3, 0)
  await takeSnapshot(runtime(), 'day', new Date('2026-11-24T08:00:00Z'))
  await addRepository('day', 'b', 4, 0)
  await takeSnapshot(runtime(), 'day', new Date('2026-11-24T20:00:00Z'))
  await run(sql`DELETE FROM repositories WHERE registry_id = 'day'`)
  await takeSnapshot(runtime(), 'day', new Date('2026-11-24T12:00:00Z'))
  const { days, of } = await readSnapshots(runtime(), ['day'], 2, new Date('2026-11-25T00:10:00Z'))
  expect(days).toEqual(['2026-11-24', '2026-11-25'])
  expect(of('day')).toMatchObject([{ day: '2026-11-24', repositories: 2, tags: 7 }, null])
  expect(await firstSnapshotDay(runtime(), 'day')).toBe('2026-11-24')
})

test('what was not counted is unknown in the snapshot, not zero', async () => {
  await addRepository('part', 'counted', 3, 5)
  await addRepository('part', 'uncounted', null, null)
  const now = new Date('2026-11-25T12:00:00Z')
  await takeSnapshot(runtime(), 'part', now)
  const { of } = await readSnapshots(runtime(), ['part'], 1, now)
  expect(of('part')).toMatchObject([{ repositories: 2, tags: null, bytes: null }])
})

test('a registry has the days of no other, and one that was never walked has only gaps', async () => {
  const { of } = await readSnapshots(runtime(), ['never'], 3, new Date('2026-11-25T12:00:00Z'))
  expect(of('never')).toEqual([null, null, null])
  expect(of('day')).toEqual([null, null, null])
})

test('failed repositories tell their own reason; what the registry as a whole has is not told again', async () => {
  const fail = (name: string, code: string) =>
    run(sql`INSERT INTO repositories (registry_id, name, source, tags_failed_at, tags_problem)
      VALUES ('bad', ${name}, 'catalog', now(), ${JSON.stringify({ code, detail: `${name} failed` })}::jsonb)`)
  await fail('a', 'registry_denied')
  await fail('b', 'registry_unreachable')
  await fail('c', 'not_found')
  await addRepository('bad', 'good', 1)
  const all = await readFailedRepositories(runtime(), 'bad', 10)
  expect(all.repositories.map(({ repository, problem }) => [repository, problem.code])).toEqual([
    ['a', 'registry_denied'],
    ['b', 'registry_unreachable'],
  ])
  expect(all.repositories[0]).toMatchObject({ failedAt: expect.any(String), lastGoodAt: null })
  const own = await readFailedRepositories(runtime(), 'bad', 10, ['registry_unreachable'])
  expect(own.repositories.map(({ repository }) => repository)).toEqual(['a'])
  expect((await readFailedRepositories(runtime(), 'bad', 1)).repositoryCount).toBe(2)
  expect(await readFailedRepositories(runtime(), 'other', 10)).toEqual({
    repositories: [],
    repositoryCount: 0,
  })
})

const digest = `sha256:${'1'.repeat(64)}`

test('recent pushes are what registries told; the newest builds fill up what they did not', async () => {
  await run(sql`INSERT INTO repositories (registry_id, name, source, last_pushed_at)
    VALUES ('push', 'built', 'catalog', '2026-10-01T00:00:00Z')`)
  await run(sql`INSERT INTO manifests (digest, media_type, size_bytes, bytes, kind, is_complete, created_at)
    VALUES (${digest}, 'x', 1, '', 'image', true, '2026-10-01T00:00:00Z')`)
  await run(sql`INSERT INTO tags (registry_id, repository, name, version_key, digest)
    VALUES ('push', 'built', '1.0', '1.0', ${digest}), ('push', 'built', '0.9', '0.9', NULL)`)
  await run(sql`INSERT INTO events (at, registry_id, repository, tag, digest, action, source, actor) VALUES
    ('2026-11-01T00:00:00Z', 'push', 'told', '2.0', ${digest}, 'push', 'notification', 'ci'),
    ('2026-11-02T00:00:00Z', 'push', 'told', '2.0', ${digest}, 'pull', 'notification', 'node'),
    ('2026-11-03T00:00:00Z', 'push', 'seen', '3.0', ${digest}, 'appear', 'sync', NULL),
    ('2026-11-04T00:00:00Z', 'removed', 'told', '4.0', ${digest}, 'push', 'notification', 'ci')`)
  const pushes = await readRecentPushes(runtime(), ['push'], 10)
  expect(
    pushes.map(({ repository, tag, basis, actor, isGone }) => [repository, tag, basis, actor, isGone]),
  ).toEqual([
    ['seen', '3.0', 'noticed', null, true],
    ['told', '2.0', 'told', 'ci', true],
    ['built', '1.0', 'built', null, false],
  ])
  expect(pushes.at(-1)?.at).toBe('2026-10-01T00:00:00.000Z')
})
