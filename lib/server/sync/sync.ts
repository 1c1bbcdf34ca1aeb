import { and, eq, lt, sql } from 'drizzle-orm'
import type { SyncReason } from '#lib/api/sync.ts'
import { countOpenJobs } from '../jobs/active-jobs.ts'
import { queues } from '../jobs/jobs.ts'
import type { Runtime } from '../runtime.ts'
import { syncWalks } from '../store/schema.ts'
import { nextWalkAt, readWalks } from './progress.ts'
import { type ChunkData, runChunk } from './run-chunk.ts'
import { runWalk, type WalkData } from './run-walk.ts'
import { endWalk, failWalk } from './walks.ts'

/** So many parts of one registry's walk are under way at once in a process: with three it waited a third of the time for what was being written. */
export const partsAtOnce = 6

const lookMs = 2_000
/** A walk of which nothing was heard for so long is looked after. */
const silentSeconds = 10

/** Has a registry walked as soon as a replica is free. */
export const requestWalk = (runtime: Runtime, registryId: string, reason: SyncReason, startAfter?: Date) => {
  const data: WalkData = { registryId, reason }
  return runtime.jobs.put(queues.walk, { key: registryId, data, ...(startAfter && { startAfter }) })
}

/**
 * Walks registries in the background, once the first answers no longer wait for us: jobs that a killed process left are
 * taken up, and each registry gets its next walk.
 */
export function startSync(runtime: Runtime): { stop(): Promise<void> } {
  const planned = new Map<string, number>()
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()
  const look = async (reason: SyncReason) => {
    await runtime.jobs.recover()
    await plan(runtime, planned, reason)
    await lookAfter(runtime)
  }
  const again = (reason: SyncReason) => {
    if (isStopped) return
    looking = look(reason)
      .catch((error) => {
        if (!isStopped) runtime.log.warn({ err: error }, 'sync')
      })
      .then(() => {
        if (!isStopped) timer = setTimeout(() => again('schedule'), lookMs)
        timer?.unref()
      })
  }
  const starting = (async () => {
    await runtime.jobs.start()
    if (isStopped) return
    await runtime.jobs.work<WalkData>(queues.walk, { atOnce: 2 }, (job) => runWalk(runtime, job))
    await runtime.jobs.work<ChunkData>(
      queues.chunk,
      { atOnce: 2 * partsAtOnce, atOncePerGroup: partsAtOnce, lookEverySeconds: 1 },
      (job) => runChunk(runtime, job),
    )
    again('start')
  })().catch((error) => {
    if (!isStopped) runtime.log.error({ err: error }, 'the background could not be started')
  })
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await Promise.race([
        Promise.allSettled([starting, looking]),
        new Promise((resolve) => setTimeout(resolve, 1_000).unref()),
      ])
    },
  }
}

/** Each registry's next walk as a job that waits for its time; on all replicas it is one. */
async function plan(runtime: Runtime, planned: Map<string, number>, reason: SyncReason): Promise<void> {
  for (const { settings } of await runtime.registries.list()) {
    const [last] = await readWalks(runtime, settings.id, 1)
    const at = nextWalkAt(last, settings.syncEveryMs)
    if (!at) continue
    const due = last ? at.getTime() : 0
    if (planned.get(settings.id) === due) continue
    const isDue = at.getTime() <= Date.now()
    await requestWalk(runtime, settings.id, isDue ? reason : 'schedule', isDue ? undefined : at)
    planned.set(settings.id, due)
  }
}

/** A walk whose last job is gone without having ended it (its registry was changed meanwhile) ends here. */
async function lookAfter(runtime: Runtime): Promise<void> {
  const silent = await runtime.store.db
    .select()
    .from(syncWalks)
    .where(
      and(
        eq(syncWalks.state, 'running'),
        lt(syncWalks.updatedAt, sql`now() - ${silentSeconds} * interval '1 second'`),
      ),
    )
  for (const walk of silent) {
    if (walk.isCatalogDone) {
      const open = await countOpenJobs(runtime.store, queues.chunk, { walkId: walk.id })
      if (open === 0) await endWalk(runtime, walk.id, true)
    } else if ((await countOpenJobs(runtime.store, queues.walk, { registryId: walk.registryId })) === 0) {
      await failWalk(runtime, walk, { code: 'internal', detail: 'The walk was given up.' })
    }
  }
}
