import { RegistryError } from '#lib/registry/error.ts'
import { and, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readRegistryState } from '../../index/registry-state.ts'
import { openWorldUnderTest, type WorldUnderTest } from '../../index/store-under-test.ts'
import { events, protections, tags as tagRows } from '../../store/schema.ts'
import { planRun } from './plan-run.ts'
import { isKilled, killed, runsUnderTest, serverError } from './run-under-test.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world?.close(), 60_000)

describe.each(['untags', 'refuses', 'deletes'] as const)('in a registry that %s', (untagging) => {
  test('what is selected goes, siblings and held children stay, and undone all is as before', async () => {
    const { registry, plan, execute, undo } = runsUnderTest(world, untagging)
    const shared = await registry.pushImage('shared', 'a', 'b', 'c')
    await registry.pushImage('alone', 'alone')
    const child = await registry.pushImage('child', 'amd64')
    const own = await registry.pushImage('own')
    await registry.pushIndex([child, own], 'going')
    const staying = await registry.pushIndex([child], 'staying')
    const before = new Map(registry.tags)
    const manifests = new Map(registry.manifests)
    const planned = await plan(['a', 'alone', 'amd64', 'going'])
    expect(new Map(registry.tags)).toEqual(before)
    const ended = await execute(planned.id)
    expect(ended).toMatchObject({ state: 'succeeded', results: { failed: 0, kept: 0 } })
    expect(Object.fromEntries(registry.tags)).toEqual({ b: shared, c: shared, staying })
    expect([...registry.manifests.keys()].sort()).toEqual([shared, child, staying].sort())
    expect(await undo(planned.id)).toMatchObject({ state: 'undone', undo: { state: 'done' } })
    expect(new Map(registry.tags)).toEqual(before)
    for (const [digest, { bytes }] of manifests)
      expect(registry.manifests.get(digest)?.bytes.equals(bytes)).toBe(true)
  })

  test('killed at any request and begun anew, exactly what was selected has gone in the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        async (first, second) => {
          const { registry, plan, execute, work, onRequest } = runsUnderTest(world, untagging)
          const shared = await registry.pushImage('shared', 'a', 'b', 'c', 'd')
          await registry.pushImage('alone', 'x', 'y')
          const own = await registry.pushImage('own')
          await registry.pushIndex([own], 'index')
          const planned = await plan(['a', 'b', 'x', 'y', 'index'])
          for (const at of [first, second]) {
            let left = at
            onRequest((method) => {
              if (method !== 'headManifest' && left-- <= 0) throw killed()
            })
            await execute(planned.id).catch((error) => {
              if (!isKilled(error)) throw error
            })
          }
          onRequest(() => {})
          const ended = await work(planned.id)
          expect([ended.state, ended.results.removed]).toEqual(['succeeded', ended.progress.total])
          expect(Object.fromEntries(registry.tags)).toEqual({ c: shared, d: shared })
          expect([...registry.manifests.keys()]).toEqual([shared])
        },
      ),
      {
        numRuns: 8,
        seed: 2026,
        examples: [
          [4, 0],
          [0, 5],
          [0, 0],
        ],
      },
    )
  }, 60_000)

  test('a registry that fails every third time loses what was selected and nothing else', async () => {
    const { registry, plan, execute, onRequest } = runsUnderTest(world, untagging)
    const shared = await registry.pushImage('shared', 'a', 'b', 'c')
    await registry.pushImage('alone', 'alone')
    const planned = await plan(['a', 'b', 'alone'])
    let requests = 0
    onRequest(() => {
      if (++requests % 3 === 0) throw serverError()
    })
    let ended = await execute(planned.id)
    for (let again = 0; ended.state === 'partial' && again < 5; again++) ended = await execute(planned.id)
    expect(ended.state).toBe('succeeded')
    expect(Object.fromEntries(registry.tags)).toEqual({ c: shared })
  }, 60_000)
})

describe('what others do while a run is under way', () => {
  test('a tag that is pushed on a digest right before it is deleted keeps it', async () => {
    const { registry, plan, execute, onRequest } = runsUnderTest(world, 'refuses')
    await registry.pushImage('one', 'a')
    const two = await registry.pushImage('two', 'b')
    const planned = await plan(['a', 'b'])
    let deleted = 0
    onRequest(async (method) => {
      if (method === 'deleteManifest' && ++deleted === 2) registry.tags.set('new', two)
    })
    const ended = await execute(planned.id)
    expect(ended.state).toBe('succeeded')
    expect(Object.fromEntries(registry.tags)).toEqual({ new: two })
    expect(registry.manifests.has(two)).toBe(true)
  })

  test('a tag that was removed and is pushed anew on a digest that is still to go keeps it', async () => {
    const { registry, plan, execute, onRequest } = runsUnderTest(world, 'refuses')
    const one = await registry.pushImage('one', 'a')
    const two = await registry.pushImage('two', 'b')
    const planned = await plan(['a', 'b'])
    onRequest((method) => {
      if (method === 'listTags' && !registry.manifests.has(one)) registry.tags.set('a', two)
    })
    await execute(planned.id)
    expect(Object.fromEntries(registry.tags)).toEqual({ a: two })
  })

  test('a child that was to go along stays with an index that stays', async () => {
    const { registry, plan, execute } = runsUnderTest(world, 'refuses')
    const child = await registry.pushImage('child')
    const index = await registry.pushIndex([child], 'index')
    const planned = await plan(['index'])
    expect(planned.effects.childrenAlong).toBe(1)
    registry.tags.set('latest', index)
    const ended = await execute(planned.id)
    expect(ended.items).toMatchObject([{ result: 'removed' }, { result: 'kept' }])
    expect(Object.fromEntries(registry.tags)).toEqual({ latest: index })
    expect(registry.manifests.has(child)).toBe(true)
  })
})

test('a signature goes along by choice, and stays when what it signs stays after all', async () => {
  const { registry, plan, execute } = runsUnderTest(world, 'untags')
  const image = await registry.pushImage('image', 'v1')
  const tag = `${image.replace(':', '-')}.sig`
  const signature = await registry.pushImage('signature', tag)
  const without = await plan(['v1'])
  expect(without.effects).toMatchObject({ tagsAlong: 0, referrersLeft: 1 })
  const planned = await plan(['v1'], { referrers: true })
  expect(planned.effects.tagsAlong).toBe(1)
  registry.tags.set('v2', image)
  const ended = await execute(planned.id)
  expect(ended.items).toMatchObject([
    { tag: 'v1', result: 'removed' },
    { tag, result: 'kept', resultCode: 'subject_stays' },
  ])
  expect(Object.fromEntries(registry.tags)).toEqual({ v2: image, [tag]: signature })
})

test('an administrator sees which of the tags that go are protected, and by which rule; who is none keeps them', async () => {
  const { id, registry, plan, context } = runsUnderTest(world, 'refuses')
  await registry.pushImage('one', 'v1', 'build')
  const rule = { registry: id, repository: 'team/*', tags: ['v*'], note: null, createdBy: 'admin' }
  await context.runtime.store.db.insert(protections).values(rule)
  const seen = await plan(['v1', 'build'])
  expect(seen.effects).toMatchObject({ tagsRemoved: 2, protectedRemoved: 1 })
  expect(seen.items.map(({ tag, action, protectedBy }) => [tag, action, protectedBy])).toEqual([
    ['v1', 'remove', `${id}/team/*:v*`],
    ['build', 'remove', null],
  ])
  const editor = { ...context, actor: { ...context.actor, role: 'editor' as const } }
  const items = ['v1', 'build'].map((tag) => ({ registry: id, repository: 'team/app', tag }))
  const kept = await planRun(editor, { items, options: { children: true, referrers: false } })
  expect(kept.effects).toMatchObject({ tagsRemoved: 1, protectedRemoved: 0 })
  expect(kept.items[0]).toMatchObject({ action: 'keep', reason: 'protected', heldBy: [`${id}/team/*:v*`] })
})

test('a tag that could not get back what it was on says why, and is looked at again', async () => {
  const { id, registry, plan, execute, onRequest, context } = runsUnderTest(world, 'refuses')
  const { db } = context.runtime.store
  await registry.pushImage('one', 'a', 'b')
  const planned = await plan(['a'])
  const isA = and(eq(tagRows.registryId, id), eq(tagRows.name, 'a'))
  expect((await db.select().from(tagRows).where(isA))[0]?.checkedAt).not.toBeNull()
  let pushes = 0
  onRequest((method) => {
    if (method === 'deleteManifest' && pushes > 0)
      throw new RegistryError({ code: 'refused', status: 400, registry: id, detail: 'It does not like it.' })
    if (method === 'putManifest' && pushes++ > 0)
      throw new RegistryError({ code: 'denied', status: 403, registry: id, detail: 'No room is left.' })
  })
  const { items, state } = await execute(planned.id)
  expect(state).toBe('partial')
  expect(items[0]?.result).toBe('failed')
  expect(items[0]?.resultDetail).toMatch(/placeholder.*No room is left\.$/)
  expect((await db.select().from(tagRows).where(isA))[0]?.checkedAt).toBeNull()
})

test('a registry that is lost is not asked for each tag that waits, and its status says so', async () => {
  const { id, registry, plan, execute, onRequest, context } = runsUnderTest(world, 'refuses')
  const names = Array.from({ length: 12 }, (_, i) => `t${i}`)
  await registry.pushImage('one', ...names, 'stays')
  const planned = await plan(names)
  const asked = new Set<string>()
  onRequest((method, reference) => {
    if (method !== 'putManifest' && method !== 'ping') return
    if (method === 'putManifest') asked.add(reference)
    throw new RegistryError({ code: 'unreachable', registry: id })
  })
  const ended = await execute(planned.id)
  expect(ended).toMatchObject({ state: 'partial', results: { failed: 12 } })
  // As many as are pushed at once.
  expect(asked.size).toBe(4)
  await vi.waitFor(async () =>
    expect((await readRegistryState(context.runtime, id)).status.state).toBe('unreachable'),
  )
  expect([...registry.tags.keys()].sort()).toEqual([...names, 'stays'].sort())
}, 60_000)

test('what could not be read is not said to have been read, and what the plan keeps for it has its reason', async () => {
  const { id, registry, plan, onRequest } = runsUnderTest(world, 'refuses')
  await registry.pushImage('one', 'a', 'b')
  expect((await plan(['a'])).effects.repositoriesUnread).toBe(0)
  onRequest((method) => {
    if (method === 'listTags') throw new RegistryError({ code: 'denied', status: 403, registry: id })
  })
  const planned = await plan(['a'])
  expect(planned.effects).toMatchObject({ itemsKept: 1, repositoriesUnread: 1 })
  expect(planned.items).toMatchObject([
    { action: 'keep', reason: 'unreadable', result: 'kept', resultCode: 'unreadable' },
  ])
  expect(planned.results.kept).toBe(1)
})

test('what is put back is told of as it comes, and stands in the feed of what happened', async () => {
  const { id, registry, plan, execute, undo, context, onRequest } = runsUnderTest(world, 'refuses')
  const { runtime } = context
  const shared = await registry.pushImage('shared', 'a', 'b', 'stays')
  const planned = await plan(['a', 'b'])
  await execute(planned.id)
  const told: boolean[] = []
  const stop = runtime.changes.subscribe((change) => {
    if (change.about === 'tags' && change.registry === id)
      told.push(registry.tags.has('a') && registry.tags.has('b'))
  })
  // The second one waits until an open page has heard of the first.
  let pushes = 0
  onRequest(async (method) => {
    if (method === 'putManifest' && ++pushes === 2) await vi.waitFor(() => expect(told).toContain(false))
  })
  expect(await undo(planned.id)).toMatchObject({ state: 'undone' })
  stop()
  const rows = await runtime.store.db
    .select()
    .from(events)
    .where(and(eq(events.registryId, id), eq(events.action, 'push')))
  expect(rows.map(({ tag }) => tag).sort()).toEqual(['a', 'b'])
  expect(rows[0]).toMatchObject({ digest: shared, actor: 'admin', source: 'portolan' })
})
