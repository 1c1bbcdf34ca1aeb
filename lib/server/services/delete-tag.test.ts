import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { presentDeletion } from '../deletion/run/present-deletion.ts'
import { killed, runsUnderTest, serverError } from '../deletion/run/run-under-test.ts'
import { endAbandoned } from '../deletion/run/single-run.ts'
import { openWorldUnderTest, type WorldUnderTest } from '../index/store-under-test.ts'
import { deletionItems, deletions } from '../store/schema.ts'
import { deleteTag } from './delete-tag.ts'
import { listDeletions } from './list-deletions.ts'

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
  const id = (await runs.list())[0]?.id ?? ''
  await endAbandoned(runs.context.runtime, 0)
  expect(await runs.execute(id)).toMatchObject({ results: { removed: 1 } })
  expect(await runs.undo(id)).toMatchObject({ state: 'undone' })
  expect(runs.registry.tags.get('a')).toBe(shared)
})

test('at whichever request the process dies, the tag can be undone from the trash, and is back to the byte', async () => {
  const seen = new Set<string>()
  for (const untagging of ['untags', 'refuses'] as const)
    for (let dies = 1, isDone = false; !isDone; dies++) {
      const runs = runsUnderTest(world, untagging)
      const shared = await runs.registry.pushImage('shared', 'a', 'b')
      let requests = 0
      runs.onRequest(() => {
        if (++requests >= dies) throw killed()
      })
      isDone = await remove(runs, 'a', shared).then(
        () => true,
        () => false,
      )
      runs.onRequest(() => {})
      const [run] = await runs.list()
      if (isDone || !run) continue
      // The process that is dead has not written down that it failed.
      await asIfKilled(runs, run.id)
      await endAbandoned(runs.context.runtime, 0)
      const inTrash = await listDeletions(runs.context, { limit: 10, registry: runs.id, trash: true })
      expect(inTrash.items).toMatchObject([
        { id: run.id, state: 'failed', undo: { state: 'possible', doubtful: 1 } },
      ])
      const isTouched = runs.registry.tags.get('a') !== shared
      const ended = await runs.undo(run.id)
      expect(ended.results.undone).toBe(isTouched ? 1 : 0)
      expect(Object.fromEntries(runs.registry.tags)).toEqual({ a: shared, b: shared })
      seen.add(`${untagging}: ${isTouched}`)
    }
  expect([...seen].toSorted()).toEqual(['refuses: false', 'refuses: true', 'untags: false', 'untags: true'])
})

/** What is left of a deletion of one tag whose process was killed: the run as it was before it acted. */
const asIfKilled = async ({ context: { runtime } }: Runs, id: string) => {
  const { db } = runtime.store
  await db
    .update(deletions)
    .set({ state: 'running', undoState: 'none', finishedAt: null, problem: null })
    .where(eq(deletions.id, id))
  await db
    .update(deletionItems)
    .set({ result: null, resultCode: null, resultDetail: null, doneAt: null })
    .where(eq(deletionItems.deletionId, id))
}
