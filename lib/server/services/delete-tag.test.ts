import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { presentDeletion } from '../deletion/run/present-deletion.ts'
import { killed, runsUnderTest, serverError } from '../deletion/run/run-under-test.ts'
import { openWorldUnderTest, type WorldUnderTest } from '../index/store-under-test.ts'
import { deleteTag } from './delete-tag.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world?.close(), 60_000)

type Runs = ReturnType<typeof runsUnderTest>
const remove = ({ context, id }: Runs, tag: string, digest: string) =>
  deleteTag(context, { registry: id, repository: 'team/app', tag }, `"${digest}"`)

describe.each([
  ['untags', 'tag'],
  ['refuses', 'placeholder'],
] as const)('in a registry that %s', (untagging, method) => {
  test('one tag that is deleted stands in the trash, and comes back to the byte', async () => {
    const runs = runsUnderTest(world, untagging)
    const shared = await runs.registry.pushImage('shared', 'a', 'b')
    const deletion = await remove(runs, 'a', shared)
    expect(deletion).toMatchObject({ method, siblings: ['b'] })
    expect(Object.fromEntries(runs.registry.tags)).toEqual({ b: shared })
    expect(await presentDeletion(runs.context, deletion.deletion)).toMatchObject({
      state: 'succeeded',
      createdBy: 'admin',
      itemsTotal: 1,
      effects: { tagsRemoved: 1, tagsKept: 1 },
      items: [{ tag: 'a', digest: shared, method, result: 'removed' }],
      undo: { state: 'possible', items: 1 },
    })
    expect(await runs.undo(deletion.deletion)).toMatchObject({ state: 'undone' })
    expect(Object.fromEntries(runs.registry.tags)).toEqual({ a: shared, b: shared })
  })
})

test('an index that goes with its last tag comes back, with children that were collected meanwhile', async () => {
  const runs = runsUnderTest(world, 'refuses')
  const { registry } = runs
  const child = await registry.pushImage('child')
  const index = await registry.pushIndex([child], 'multi')
  const before = new Map(registry.manifests)
  const deletion = await remove(runs, 'multi', index)
  expect(deletion.method).toBe('digest')
  registry.manifests.delete(child)
  expect(await runs.undo(deletion.deletion)).toMatchObject({ state: 'undone' })
  expect(registry.tags.get('multi')).toBe(index)
  for (const digest of [child, index])
    expect(registry.manifests.get(digest)?.bytes).toEqual(before.get(digest)?.bytes)
})

test('one that failed says why, is still there, and goes when the run is executed again', async () => {
  const runs = runsUnderTest(world, 'untags')
  const shared = await runs.registry.pushImage('shared', 'a', 'b')
  runs.onRequest((name, reference) => {
    if (name === 'deleteManifest' && reference === 'a') throw serverError()
  })
  await expect(remove(runs, 'a', shared)).rejects.toMatchObject({ code: expect.any(String) })
  runs.onRequest(() => {})
  expect(runs.registry.tags.get('a')).toBe(shared)
  const [run] = await runs.list()
  expect(run).toMatchObject({ state: 'partial', problem: { code: 'registry_error' } })
  expect(await runs.execute(run?.id ?? '')).toMatchObject({ state: 'succeeded' })
  expect(Object.fromEntries(runs.registry.tags)).toEqual({ b: shared })
})

test('what is refused before anything is done leaves no run', async () => {
  const runs = runsUnderTest(world, 'untags')
  const shared = await runs.registry.pushImage('shared', 'a')
  const other = await runs.registry.pushImage('other', 'b')
  await expect(remove(runs, 'a', other)).rejects.toMatchObject({ code: 'tag_moved' })
  await expect(
    deleteTag(runs.context, { registry: runs.id, repository: 'team/app', tag: 'a' }, undefined),
  ).rejects.toMatchObject({ code: 'precondition_required' })
  expect(runs.registry.tags.get('a')).toBe(shared)
  expect(await runs.list()).toEqual([])
})

test('a process that dies after the tag went leaves what it takes to bring it back', async () => {
  const runs = runsUnderTest(world, 'untags')
  const shared = await runs.registry.pushImage('shared', 'a', 'b')
  // Whatever is asked after the tag went has no answer.
  runs.onRequest(() => {
    if (!runs.registry.tags.has('a')) throw killed()
  })
  await expect(remove(runs, 'a', shared)).rejects.toThrow()
  runs.onRequest(() => {})
  expect(runs.registry.tags.has('a')).toBe(false)
  const [run] = await runs.list()
  expect(await runs.execute(run?.id ?? '')).toMatchObject({ results: { removed: 1 } })
  expect(await runs.undo(run?.id ?? '')).toMatchObject({ state: 'undone' })
  expect(runs.registry.tags.get('a')).toBe(shared)
})
