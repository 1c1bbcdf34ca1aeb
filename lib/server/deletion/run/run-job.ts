import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import type { Failure } from '../../index/failure.ts'
import { checkStatus } from '../../index/registry-state.ts'
import { inBackground } from '../../index/single-flight.ts'
import type { RunningJob } from '../../jobs/jobs.ts'
import type { Runtime } from '../../runtime.ts'
import { deletionItems } from '../../store/schema.ts'
import { failRun, finishRun } from './finish-run.ts'
import type { Pass } from './pass.ts'
import { passRepository } from './pass-repository.ts'
import { createPatience, RegistryLost } from './patience.ts'
import type { RepositoryLocks } from './repository-locks.ts'
import { type ItemRow, logJob, type RunRow, readRun, writeResults } from './run-store.ts'
import { withinTries } from './tries.ts'

export interface RunData {
  readonly deletionId: string
}

/**
 * Executes a run: repository after repository, each under its lock. Begun anew after a crash it goes on where the other
 * process stopped; a run that was forgotten, has ended or has another job by now is left alone. One that an error of our own
 * ends time and again has failed.
 */
export async function executeJob(
  runtime: Runtime,
  locks: RepositoryLocks,
  job: RunningJob<RunData>,
): Promise<void> {
  const { id: jobId, data, signal } = job
  const run = await readRun(runtime, data.deletionId).catch(() => null)
  if (run?.state !== 'running' || run.jobId !== jobId) return
  await withinTries(
    { runtime, run, jobId, signal },
    () => execute(runtime, locks, run, job),
    () => failRun(runtime, run),
  )
}

async function execute(
  runtime: Runtime,
  locks: RepositoryLocks,
  run: RunRow,
  { id: jobId, signal }: RunningJob<RunData>,
): Promise<void> {
  const context = contextOf(runtime, run, signal)
  const log = (code: string, detail: string) => logJob(runtime, run, jobId, code, detail)
  const isCancelled = async () => (await readRun(runtime, run.id)).cancelledAt !== null
  const lost = new Map<string, Failure>()
  for (const [registryId, ofRegistry] of Map.groupBy(
    await readOpenItems(runtime, run.id),
    (r) => r.registryId,
  )) {
    const registry = await runtime.registries.get(registryId).catch(() => null)
    if (!registry) {
      await failItems(runtime, run, ofRegistry, {
        code: 'registry_not_found',
        detail: 'It was removed from Portolan.',
      })
      continue
    }
    const patience = createPatience(signal, ({ code, detail }, forMs) => {
      log('paused', `${registryId}: ${code} (${Math.round(forMs / 1000)} s): ${detail}`).catch(() => {})
    })
    for (const [repository, rows] of Map.groupBy(ofRegistry, (row) => row.repository)) {
      const failure = lost.get(registryId)
      if (failure) {
        await failItems(runtime, run, rows, failure)
        continue
      }
      const place = { runtime, registry, repository, call: { signal } }
      const pass: Pass = { context, run, jobId, place, patience, isCancelled, log }
      const isWanted = async () => !(await isCancelled())
      const isDone = await locks.hold({ registry: registryId, repository }, { isWanted, signal }, () =>
        passRepository(pass, rows).catch((error) => {
          if (!(error instanceof RegistryLost)) throw error
          lost.set(registryId, error.failure)
          // Pages say of it that it is there until somebody has looked.
          inBackground(checkStatus(runtime, registry))
        }),
      )
      if (!isDone)
        await writeResults(
          runtime,
          run.id,
          rows.map(({ position }) => ({ position, result: 'cancelled' })),
        )
    }
  }
  await finishRun(runtime, run, [...lost.values()][0] ?? null)
}

/** In whose name a job acts. */
export const contextOf = (runtime: Runtime, run: RunRow, signal: AbortSignal): Context => ({
  runtime,
  actor: { id: '', username: run.actor, role: run.actorRole },
  requestId: run.requestId,
  ...(run.policyId !== null && { policy: run.policyId }),
  signal,
})

export const readOpenItems = ({ store }: Pick<Runtime, 'store'>, id: string): Promise<ItemRow[]> =>
  store.db
    .select()
    .from(deletionItems)
    .where(
      and(eq(deletionItems.deletionId, id), eq(deletionItems.action, 'remove'), isNull(deletionItems.result)),
    )
    .orderBy(asc(deletionItems.registryId), asc(deletionItems.repository), asc(deletionItems.position))

const failItems = (runtime: Runtime, run: RunRow, rows: readonly ItemRow[], { code, detail }: Failure) =>
  writeResults(
    runtime,
    run.id,
    rows.map(({ position }) => ({ position, result: 'failed', code, detail })),
  )
