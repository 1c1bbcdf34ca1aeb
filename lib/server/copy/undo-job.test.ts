import { and, asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { buildImage } from '../../../e2e/lab/images.ts'
import { push } from '../../../e2e/lab/push.ts'
import { events } from '../store/schema.ts'
import { beginCopy } from './begin-copy.ts'
import { copyJob } from './copy-job.ts'
import { type CopyWorld, copyRequest, openCopyWorld } from './copy-world.ts'
import { forgetCopies } from './forget-copies.ts'
import { presentCopy } from './present-copy.ts'
import { undoCopyRun } from './undo-copy.ts'
import { undoCopyJob } from './undo-job.ts'

// Real registries and a database, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 })

let world: CopyWorld
beforeAll(async () => {
  world = await openCopyWorld()
}, 60_000)
afterAll(() => world?.close(), 60_000)

const locks = {
  hold: async (_: unknown, __: unknown, work: () => Promise<void>) => {
    await work()
    return true
  },
  close: async () => {},
}
const imageOf = (text: string) => buildImage({ layers: [{ text }] })

async function copied(repository: string, tags: readonly string[]) {
  const context = world.contextOf()
  const items = tags.map((tag) => ({ from: `one/${repository}:${tag}`, to: `two/${repository}:${tag}` }))
  const { id, job } = await beginCopy(context, copyRequest({ items, overwrite: true }))
  await copyJob(context.runtime, locks, { id: job ?? '', data: { copyId: id }, signal: context.signal })
  return id
}
async function undone(id: string) {
  const context = world.contextOf()
  const { undo } = await undoCopyRun(context, id)
  const { signal, runtime } = context
  await undoCopyJob(runtime, locks, { id: undo.job ?? '', data: { copyId: id }, signal })
  return presentCopy(context, id)
}
async function read(repository: string, tag: string) {
  const answer = await fetch(`${world.two.url}/v2/${repository}/manifests/${tag}`)
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : null
}

test('a tag that was overwritten is on what it was on before, and one that was made is gone, without its siblings', async () => {
  const [image, old] = [imageOf('new'), imageOf('old')]
  await push(world.one, 'app', image, ['v1', 'v2'])
  await push(world.two, 'app', old, 'v1')
  await push(world.two, 'app', image, 'sibling')
  const id = await copied('app', ['v1', 'v2'])
  expect([await read('app', 'v1'), await read('app', 'v2')]).toEqual([image.bytes, image.bytes])
  expect(await undone(id)).toMatchObject({ state: 'undone', results: { undone: 2 }, undo: { state: 'done' } })
  expect([await read('app', 'v1'), await read('app', 'v2'), await read('app', 'sibling')]).toEqual([
    old.bytes,
    null,
    image.bytes,
  ])
  // To what it was copied, and back: both stand in the feed of what happened.
  const moved = await world
    .contextOf()
    .runtime.store.db.select()
    .from(events)
    .where(and(eq(events.repository, 'app'), eq(events.tag, 'v1'), eq(events.action, 'move')))
    .orderBy(asc(events.id))
  expect(moved.map(({ digest, source }) => [digest, source])).toEqual([
    [image.digest, 'portolan'],
    [old.digest, 'portolan'],
  ])
})

test('what somebody has moved since stays where they put it, and that is told', async () => {
  const [image, theirs] = [imageOf('moved'), imageOf('theirs')]
  await push(world.one, 'moved', image, ['v1', 'v2'])
  const id = await copied('moved', ['v1', 'v2'])
  await push(world.two, 'moved', theirs, 'v1')
  const copy = await undone(id)
  expect(copy).toMatchObject({ state: 'succeeded', undo: { state: 'possible' } })
  expect(copy.items.map(({ result, resultCode }) => [result, resultCode])).toEqual([
    ['copied', 'moved'],
    ['undone', null],
  ])
  expect(await read('moved', 'v1')).toEqual(theirs.bytes)
})

test('every tag that is written, and every one that is put back, stands twice in the audit', async () => {
  await push(world.one, 'audited', imageOf('audited'), 'v1')
  await undone(await copied('audited', ['v1']))
  const { rows } = await world.store.pool.query(
    `SELECT action, phase, tag FROM audit WHERE repository = 'audited' ORDER BY id`,
  )
  expect(rows).toEqual([
    { action: 'tag.copy', phase: 'started', tag: 'v1' },
    { action: 'tag.copy', phase: 'succeeded', tag: 'v1' },
    { action: 'tag.delete', phase: 'started', tag: 'v1' },
    { action: 'tag.delete', phase: 'succeeded', tag: 'v1' },
  ])
})

test('after its time it can’t be undone, and its bytes are kept no longer', async () => {
  await push(world.one, 'late', imageOf('late'), 'v1')
  await push(world.two, 'late', imageOf('before'), 'v1')
  const id = await copied('late', ['v1'])
  const kept = async () =>
    (await world.store.pool.query('SELECT FROM copy_manifests WHERE copy_id = $1', [id])).rowCount
  expect(await kept()).toBe(1)
  await world.store.pool.query(`UPDATE copies SET expires_at = now() - interval '1 hour' WHERE id = $1`, [id])
  await forgetCopies(world.contextOf().runtime)
  expect(await kept()).toBe(0)
  await expect(undone(id)).rejects.toMatchObject({ code: 'undo_expired' })
})
