import { eq } from 'drizzle-orm'
import type { DeletionOptions } from '#lib/api/deletion.ts'
import { isRegistryError, RegistryError } from '#lib/registry/error.ts'
import type { RegistryClient } from '#lib/registry/types.ts'
import type { Context } from '../../context.ts'
import type { Place } from '../../index/place.ts'
import type { WorldUnderTest } from '../../index/store-under-test.ts'
import { listDeletions } from '../../services/list-deletions.ts'
import { deletions } from '../../store/schema.ts'
import { registryUnderTest } from '../registry-under-test.ts'
import { executeRun } from './execute-run.ts'
import { planRun } from './plan-run.ts'
import { presentDeletion } from './present-deletion.ts'
import { executeJob } from './run-job.ts'
import { undoJob } from './undo-job.ts'
import { undoRun } from './undo-run.ts'

const locks = {
  hold: async (_: unknown, __: unknown, work: () => Promise<void>) => {
    await work()
    return true
  },
  close: async () => {},
}

let count = 0

/** Runs over one repository of a registry in memory, whose jobs are done when the test says so. */
export function runsUnderTest(world: WorldUnderTest, untagging: Parameters<typeof registryUnderTest>[0]) {
  const registry = registryUnderTest(untagging)
  /** Called before each request: what it throws, the registry answers; what it awaits, happens meanwhile. */
  let before: (method: keyof RegistryClient, reference: string) => Promise<void> | void = () => {}
  const client: Partial<RegistryClient> = {
    ...registry.client,
    ping: async () => ({ needsAuth: false }) as never,
    headBlob: async () => ({ sizeBytes: 2 }),
    listReferrers: async () => ({ source: 'tag', descriptors: [] }),
  }
  const watched = new Proxy(client, {
    get: (target, name: keyof RegistryClient) => {
      const method = Reflect.get(target, name)
      if (typeof method !== 'function') return method
      if (name === 'listTags')
        return async function* (...args: never[]) {
          await before(name, '')
          yield* (method as (...a: never[]) => AsyncIterable<readonly string[]>)(...args)
        }
      return async (...args: [string, string, ...never[]]) => {
        await before(name, args[1])
        return (method as (...a: unknown[]) => Promise<unknown>)(...args)
      }
    },
  })
  const id = `run${++count}`
  const place: Place = world.placeOf(watched, 'team/app', { id })
  const runtime: Place['runtime'] = {
    ...place.runtime,
    config: { trashDays: 30 } as Place['runtime']['config'],
    registries: {
      get: async () => place.registry,
      list: async () => [place.registry],
    } as unknown as Place['runtime']['registries'],
  }
  const signal = new AbortController().signal
  const context: Context = {
    runtime,
    actor: { id: '1', username: 'admin', role: 'administrator' },
    requestId: 'request',
    signal,
  }
  const item = (tag: string) => ({ registry: id, repository: 'team/app', tag })
  const work = async (runId: string) => {
    const [run] = await runtime.store.db.select().from(deletions).where(eq(deletions.id, runId))
    if (run?.undoState === 'running')
      await undoJob(runtime, locks, { id: run.undoJobId ?? '', data: { deletionId: runId }, signal })
    else await executeJob(runtime, locks, { id: run?.jobId ?? '', data: { deletionId: runId }, signal })
    return presentDeletion(context, runId)
  }
  return {
    id,
    registry,
    context,
    work,
    /** The runs that have something to do with this registry. */
    list: async () => (await listDeletions(context, { limit: 10, registry: id })).items,
    onRequest: (call: typeof before) => {
      before = call
    },
    plan: (tags: readonly string[], options: Partial<DeletionOptions> = {}) =>
      planRun(context, { items: tags.map(item), options: { children: true, referrers: false, ...options } }),
    execute: async (runId: string) => {
      await executeRun(context, runId)
      return work(runId)
    },
    undo: async (runId: string) => {
      await undoRun(context, runId, { partial: false })
      return work(runId)
    },
  }
}

/** As when the process is killed: nothing that is under way ends, and nothing is written down. */
export const killed = () => new RegistryError({ code: 'aborted', registry: 'one' })
export const isKilled = (error: unknown) => isRegistryError(error) && error.code === 'aborted'
export const serverError = () => new RegistryError({ code: 'server_error', status: 500, registry: 'one' })
