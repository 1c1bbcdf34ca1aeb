import { afterAll, beforeAll, expect, test } from 'vitest'
import { RegistryError } from '#lib/registry/error.ts'
import { openWorldUnderTest, type WorldUnderTest } from '../../index/store-under-test.ts'
import { getJob } from '../../services/get-job.ts'
import { executeRun } from './execute-run.ts'
import { isKilled, killed, runsUnderTest } from './run-under-test.ts'
import { undoRun } from './undo-run.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world?.close(), 60_000)

const ourError = () => new TypeError('an error of our own')
/** What it takes for a registry to be lost at once, without waiting for it. */
const refused = () => new RegistryError({ code: 'unauthorized', status: 401, registry: 'one' })
const isOurs = (error: unknown) => error instanceof TypeError

/** As the queue does it: begun anew for as long as it throws, but not for ever. Answers how often it was begun. */
async function workUntilQuiet(
  work: () => Promise<unknown>,
  isExpected: (error: unknown) => boolean = isOurs,
): Promise<number> {
  for (let tries = 1; tries < 50; tries++) {
    const isQuiet = await work().then(
      () => true,
      (error) => {
        if (!isExpected(error)) throw error
        return false
      },
    )
    if (isQuiet) return tries
  }
  throw new Error('it was begun anew for ever')
}

test('a run that breaks time and again has failed and says why; executed again it goes on, and undone all is back', async () => {
  const { registry, context, plan, work, execute, undo, onRequest } = runsUnderTest(world, 'untags')
  await registry.pushImage('shared', 'a', 'b', 'c', 'stays')
  const before = new Map(registry.tags)
  const planned = await plan(['a', 'b', 'c'])
  await executeRun(context, planned.id)
  // The first tag goes, and after it the run breaks whatever it is about to delete.
  let removed = 0
  onRequest((method, reference) => {
    if (method === 'deleteManifest' && before.has(reference) && ++removed > 1) throw ourError()
  })
  expect(await workUntilQuiet(() => work(planned.id))).toBe(5)
  const failed = await work(planned.id)
  expect(failed).toMatchObject({
    state: 'failed',
    problem: { code: 'internal', detail: expect.stringContaining('can be tried again') },
    results: { removed: 1, failed: 0 },
    progress: { done: 1, total: 3 },
    undo: { state: 'possible', items: 1 },
  })
  const job = await getJob(context, { id: failed.job ?? '' })
  expect(job).toMatchObject({ state: 'failed' })
  expect(job.log.filter(({ code }) => code === 'broke')).toHaveLength(5)
  expect(JSON.stringify([failed, job])).not.toContain(ourError().message)

  onRequest(() => {})
  const ended = await execute(planned.id)
  expect(ended).toMatchObject({ state: 'succeeded', problem: null, results: { removed: 3 } })
  expect([...registry.tags.keys()]).toEqual(['stays'])
  await undo(planned.id)
  expect(new Map([...registry.tags].sort())).toEqual(new Map([...before].sort()))
})

test('what a failed run has removed can be undone without executing it again', async () => {
  const { registry, context, plan, work, undo, onRequest } = runsUnderTest(world, 'untags')
  await registry.pushImage('shared', 'a', 'b', 'stays')
  const before = new Map(registry.tags)
  const planned = await plan(['a', 'b'])
  await executeRun(context, planned.id)
  let removed = 0
  onRequest((method, reference) => {
    if (method === 'deleteManifest' && before.has(reference) && ++removed > 1) throw ourError()
  })
  await workUntilQuiet(() => work(planned.id))
  expect(registry.tags.size).toBe(2)
  onRequest(() => {})
  expect(await undo(planned.id)).toMatchObject({ results: { undone: 1 } })
  expect(new Map([...registry.tags].sort())).toEqual(new Map([...before].sort()))
})

test('a tag that went right before a run failed comes back as well, though nobody has written down that it went', async () => {
  const { registry, context, plan, work, undo, onRequest } = runsUnderTest(world, 'untags')
  const shared = await registry.pushImage('shared', 'a', 'b', 'stays')
  const planned = await plan(['a', 'b'])
  await executeRun(context, planned.id)
  // Whatever is asked once a tag has gone breaks.
  onRequest(() => {
    if (!registry.tags.has('a') || !registry.tags.has('b')) throw ourError()
  })
  await workUntilQuiet(() => work(planned.id))
  onRequest(() => {})
  expect(registry.tags.size).toBe(2)
  expect(await work(planned.id)).toMatchObject({
    state: 'failed',
    results: { removed: 0 },
    undo: { state: 'possible', items: 0, doubtful: 1 },
  })
  expect(await undo(planned.id)).toMatchObject({ results: { undone: 1 }, undo: { state: 'done' } })
  expect(Object.fromEntries(registry.tags)).toEqual({ a: shared, b: shared, stays: shared })
})

test('tags that a registry which is lost has kept on a placeholder get back what they had', async () => {
  const { registry, context, plan, work, undo, onRequest } = runsUnderTest(world, 'refuses')
  const shared = await registry.pushImage('shared', 'a', 'b', 'stays')
  const planned = await plan(['a', 'b'])
  await executeRun(context, planned.id)
  let isLost = false
  onRequest((method, reference) => {
    isLost ||= method === 'deleteManifest' && registry.tags.get('a') === reference
    if (isLost) throw refused()
  })
  const ended = await work(planned.id)
  onRequest(() => {})
  expect(registry.tags.get('a')).not.toBe(shared)
  expect(ended).toMatchObject({ state: 'partial', undo: { state: 'possible', items: 0, doubtful: 2 } })
  expect(await undo(planned.id)).toMatchObject({ results: { undone: 2 } })
  expect(Object.fromEntries(registry.tags)).toEqual({ a: shared, b: shared, stays: shared })
})

test('an undo that finds the registry lost leaves what is doubtful as it was, to be undone later', async () => {
  const { registry, context, plan, work, undo, onRequest } = runsUnderTest(world, 'refuses')
  const shared = await registry.pushImage('shared', 'a', 'stays')
  const planned = await plan(['a'])
  await executeRun(context, planned.id)
  const lose = () => {
    throw refused()
  }
  onRequest((method, reference) => {
    if (method === 'deleteManifest' && registry.tags.get('a') === reference) onRequest(lose)
  })
  await work(planned.id)
  onRequest(() => {})
  await undoRun(context, planned.id, { partial: false })
  onRequest(lose)
  expect(await work(planned.id)).toMatchObject({ state: 'partial', undo: { state: 'partial', doubtful: 1 } })
  onRequest(() => {})
  expect(await undo(planned.id)).toMatchObject({ state: 'undone', results: { undone: 1 } })
  expect(Object.fromEntries(registry.tags)).toEqual({ a: shared, stays: shared })
})

test('a run that gets on between errors of our own is never given up', async () => {
  const { registry, context, plan, work, onRequest } = runsUnderTest(world, 'untags')
  const going = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  await registry.pushImage('shared', ...going, 'stays')
  const planned = await plan(going)
  await executeRun(context, planned.id)
  let allowed = 0
  onRequest((method, reference) => {
    if (method === 'deleteManifest' && going.includes(reference) && reference !== going[allowed])
      throw ourError()
  })
  const tries = await workUntilQuiet(() => work(planned.id).finally(() => allowed++))
  expect(tries).toBe(going.length)
  expect(await work(planned.id)).toMatchObject({ state: 'succeeded', problem: null })
})

test('a process that is killed takes no try with it', async () => {
  const { registry, context, plan, work, onRequest } = runsUnderTest(world, 'untags')
  await registry.pushImage('shared', 'a', 'stays')
  const planned = await plan(['a'])
  await executeRun(context, planned.id)
  let kills = 0
  onRequest((method) => {
    if (method === 'listTags' && kills++ < 12) throw killed()
  })
  expect(await workUntilQuiet(() => work(planned.id), isKilled)).toBe(13)
  expect(await work(planned.id)).toMatchObject({ state: 'succeeded' })
})

test('an undoing that breaks time and again ends, says why for each item, and can be begun again', async () => {
  const { registry, context, plan, work, execute, undo, onRequest } = runsUnderTest(world, 'untags')
  await registry.pushImage('shared', 'a', 'b', 'stays')
  const before = new Map(registry.tags)
  const planned = await plan(['a', 'b'])
  await execute(planned.id)
  await undoRun(context, planned.id, { partial: false })
  onRequest((method) => {
    if (method === 'putManifest') throw ourError()
  })
  await workUntilQuiet(() => work(planned.id))
  const ended = await work(planned.id)
  expect(ended).toMatchObject({ state: 'succeeded', undo: { state: 'partial', items: 2 } })
  expect(ended.problem?.code).toBe('internal')
  expect(ended.items.map(({ resultCode }) => resultCode)).toEqual(['internal', 'internal'])
  onRequest(() => {})
  expect(await undo(planned.id)).toMatchObject({ state: 'undone', problem: null })
  expect(new Map([...registry.tags].sort())).toEqual(new Map([...before].sort()))
})
