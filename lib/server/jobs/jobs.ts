import { setTimeout as sleep } from 'node:timers/promises'
import { PgBoss, type Queue, type WorkHandler } from 'pg-boss'
import type { Logger } from 'pino'
import { keepListening, type Listening } from '../store/keep-listening.ts'
import type { Store } from '../store/store.ts'
import { findActiveJobs } from './active-jobs.ts'
import { createLeases } from './leases.ts'

/** A job under way. */
export interface RunningJob<Data> {
  readonly id: string
  readonly data: Data
  /** Aborted when the process is told to end. */
  readonly signal: AbortSignal
}

export interface JobRequest {
  /** A UUID: the same job is not queued twice. */
  readonly id?: string
  readonly data: object
  /** At most one job with this key waits at a time. */
  readonly key?: string
  readonly startAfter?: Date
  /** Jobs of one group share its places. */
  readonly group?: string
}

export interface WorkOptions {
  /** Jobs that this process does at once: with groups a multiple of those of one group. */
  readonly atOnce: number
  /** Jobs of one group that this process does at once; without it jobs have no groups. */
  readonly atOncePerGroup?: number
  /** How often each of those that do them looks for what nobody here has sent, unless pg-boss listens for it. */
  readonly lookEverySeconds?: number
}

/** A cron expression of five fields in a time zone, by a key of its own. */
export interface Schedule {
  readonly key: string
  readonly cron: string
  readonly timezone: string
  readonly data: object
}

/** Work that outlives a request, and the process: kept in the database, done by whichever replica is free. */
export interface Jobs {
  /** Resolves once jobs can be sent and are being done. */
  start(): Promise<void>
  /** Resolves when somebody has started it. */
  ready(): Promise<void>
  /** Sends one; one that is queued under the same key gets the new data and time instead. */
  put(queue: string, job: JobRequest & { readonly key: string }): Promise<void>
  /** Sends many. */
  insert(queue: string, jobs: readonly JobRequest[]): Promise<void>
  /** Does the jobs of a queue, here as on every replica. One whose process dies is begun anew at once by another. */
  work<Data extends object>(
    queue: string,
    options: WorkOptions,
    handler: (job: RunningJob<Data>) => Promise<void>,
  ): Promise<void>
  /** Sends jobs to the queue when these schedules say, one on all replicas, and when no others do. */
  setSchedules(queue: string, schedules: readonly Schedule[]): Promise<void>
  /** Has what waits in the queue looked at now. */
  wake(queue: string): void
  /** Puts jobs back into the line whose process is gone. */
  recover(): Promise<void>
  close(): Promise<void>
}

/** A job that is given up by its process is tried again for as long as there is something to do for it. */
const queueOptions: Omit<Queue, 'name'> = {
  retryLimit: 10_000,
  retryDelay: 0,
  expireInSeconds: 23 * 3600,
  heartbeatSeconds: 60,
  deleteAfterSeconds: 3600,
}
/** Whoever sends a job wakes who does it; what another replica has sent, or was put off, is found so late at most. */
const lookEverySeconds = 5
const wakeMs = 50
/** What failed for a reason of our own (a database that is away) is not tried again at once. */
const failureDelayMs = 5_000
/** Two processes must not take one another for dead between the fetching of a job and its lease. */
const graceSeconds = 0.5

export const queues = {
  walk: 'sync-walk',
  chunk: 'sync-chunk',
  deletion: 'deletion-run',
  undo: 'deletion-undo',
  policy: 'policy-run',
  copy: 'copy-run',
  copyUndo: 'copy-undo',
  mirror: 'mirror-run',
  comparison: 'comparison-check',
} as const

/** pg-boss over the store's own connections: its schema is made at the first start, by one replica for all. */
export function createJobs(store: Pick<Store, 'pool' | 'newClient'>, log: Logger): Jobs {
  const leases = createLeases(store, log)
  const ending = new AbortController()
  const workers = new Map<string, string[]>()
  const running = new Set<Promise<unknown>>()
  /** Whoever sends a job in the first second waits for the queues to be there. */
  const ready = Promise.withResolvers<void>()
  ready.promise.catch(() => {})
  let started = false
  /** Wakes all here who do the jobs of a queue; pg-boss itself has it for what the database tells. */
  let wakeAll: (queue: string) => void = () => {}
  let listening: Listening | null = null
  const wakingSoon = new Set<string>()
  /** Once a job that has just ended no longer counts among those of its group. */
  const wakeSoon = (queue: string) => {
    if (wakingSoon.has(queue)) return
    wakingSoon.add(queue)
    setTimeout(() => {
      wakingSoon.delete(queue)
      wakeAll(queue)
    }, wakeMs).unref()
  }
  const boss = new PgBoss({
    db: {
      executeSql: async (text, values) => {
        const result = await store.pool.query(text, values as unknown[])
        // Several statements in one text answer with a list; the last one is what pg-boss reads.
        return Array.isArray(result) ? { rows: result.flatMap(({ rows }) => rows) } : result
      },
      listen: async (channel, onMessage, onListening) => {
        wakeAll = onMessage
        const connect = () => store.newClient()
        listening = keepListening({ connect, channel, what: 'new jobs', log, onMessage, onListening })
        return listening
      },
    },
    schema: 'pgboss',
    schedule: true,
    useListenNotify: true,
    reindex: false,
    registerInstance: false,
    monitorVacuum: false,
    openTelemetry: { enabled: false },
  })
  boss.on('error', (error) => log.warn({ err: error }, 'jobs'))

  const perform = async <Data>(
    queue: string,
    job: { id: string; data: Data },
    handler: (job: RunningJob<Data>) => Promise<void>,
  ) => {
    // Somebody is at it, and alive: they were taken for dead. It stays in the line until they are through.
    if (!(await leases.take(job.id))) {
      await sleep(failureDelayMs, undefined, { signal: ending.signal }).catch(() => {})
      throw new Error('the job is being done elsewhere')
    }
    try {
      await handler({ id: job.id, data: job.data, signal: ending.signal })
    } catch (error) {
      if (!ending.signal.aborted) {
        log.warn({ err: error, queue }, 'a job failed and is tried again')
        await sleep(failureDelayMs, undefined, { signal: ending.signal }).catch(() => {})
      }
      throw error
    } finally {
      await leases.give(job.id).catch(() => {})
    }
  }

  return {
    async start() {
      await boss.start({ attempts: 5 }).catch((error) => {
        ready.reject(error)
        throw error
      })
      // `short`: one that waits for each key, whatever is under way.
      await boss.createQueue(queues.walk, { ...queueOptions, policy: 'short' })
      await boss.createQueue(queues.chunk, { ...queueOptions, notify: true })
      // It may be there from before.
      await boss.updateQueue(queues.chunk, { notify: true })
      await boss.createQueue(queues.deletion, queueOptions)
      await boss.createQueue(queues.undo, queueOptions)
      await boss.createQueue(queues.policy, queueOptions)
      await boss.createQueue(queues.copy, queueOptions)
      await boss.createQueue(queues.copyUndo, queueOptions)
      await boss.createQueue(queues.mirror, queueOptions)
      await boss.createQueue(queues.comparison, queueOptions)
      started = true
      ready.resolve()
    },
    ready: () => ready.promise,
    async put(queue, { data, key, startAfter }) {
      await ready.promise
      await boss.upsert(queue, data, { singletonKey: key, startAfter: startAfter ?? new Date() })
      if (!startAfter) this.wake(queue)
    },
    async insert(queue, jobs) {
      await ready.promise
      const rows = jobs.map(({ id, data, group }) => ({
        data,
        ...(id && { id }),
        ...(group && { group: { id: group } }),
      }))
      await boss.insert(queue, rows)
      this.wake(queue)
    },
    async work(queue, { atOnce, atOncePerGroup, lookEverySeconds: seconds = lookEverySeconds }, handler) {
      const options = {
        batchSize: 1,
        pollingIntervalSeconds: seconds,
        notifyPollingIntervalSeconds: lookEverySeconds,
      }
      const places = atOncePerGroup ?? 1
      for (let place = 0; place < atOnce; place += places) {
        const begin = async ([job]: Parameters<WorkHandler<Parameters<typeof handler>[0]['data']>>[0]) => {
          if (!job) return
          const work = perform(queue, job, handler)
          running.add(work)
          await work.finally(() => {
            running.delete(work)
            // Where one was, another may wait: it is looked for at once.
            if (atOncePerGroup === undefined) boss.notifyWorker(id)
            else wakeSoon(queue)
          })
        }
        const id: string = await boss.work(
          queue,
          atOncePerGroup === undefined
            ? options
            : { ...options, localConcurrency: places, localGroupConcurrency: places },
          begin,
        )
        workers.set(queue, [...(workers.get(queue) ?? []), id])
      }
    },
    async setSchedules(queue, schedules) {
      await ready.promise
      const known = new Map((await boss.getSchedules(queue)).map((schedule) => [schedule.key, schedule]))
      for (const { key, cron, timezone, data } of schedules) {
        const same = known.get(key)
        if (same?.cron !== cron || same.timezone !== timezone)
          await boss.schedule(queue, cron, data, { tz: timezone, key })
        known.delete(key)
      }
      for (const key of known.keys()) await boss.unschedule(queue, key)
    },
    wake(queue) {
      // Of those that share groups the first alone; the database tells all of them of what is new.
      for (const id of workers.get(queue) ?? []) boss.notifyWorker(id)
    },
    async recover() {
      const active = await findActiveJobs(store, Object.values(queues), graceSeconds)
      const orphans = new Set(await leases.orphansAmong(active.map(({ id }) => id)))
      for (const { queue, id, retryCount } of active) {
        if (!orphans.has(id)) continue
        await boss.fail(queue, { id, retryCount }, { reason: 'its process is gone' })
        this.wake(queue)
      }
    },
    async close() {
      ending.abort(new Error('Portolan ends'))
      await Promise.race([Promise.allSettled(running), new Promise((resolve) => setTimeout(resolve, 2_000))])
      if (started) await boss.stop({ graceful: false, close: false }).catch(() => {})
      await listening?.close()
      await leases.close()
    },
  }
}
