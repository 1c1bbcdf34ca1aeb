import { and, asc, eq, sql } from 'drizzle-orm'
import { type Failure, isCancelled } from '../../index/failure.ts'
import { checkStatus } from '../../index/registry-state.ts'
import { inBackground } from '../../index/single-flight.ts'
import { publishTags, refreshTagList } from '../../index/tag-list.ts'
import type { RunningJob } from '../../jobs/jobs.ts'
import type { Runtime } from '../../runtime.ts'
import { deletionItems } from '../../store/schema.ts'
import { doubtful } from './doubtful-items.ts'
import { givenUp } from './finish-run.ts'
import type { Pass } from './pass.ts'
import { createPatience, failureOfThrown, RegistryLost } from './patience.ts'
import type { RepositoryLocks } from './repository-locks.ts'
import { contextOf, type RunData } from './run-job.ts'
import { type ItemRow, logJob, publishRun, type RunRow, readRun } from './run-store.ts'
import { withinTries } from './tries.ts'
import { endUndo, undoRepository } from './undo-repository.ts'

/**
 * Puts back what a run removed, repository after repository, each under its lock. Begun anew after a crash it goes on. What an
 * error of our own keeps from coming back time and again has not come back, and can be undone again.
 */
export async function undoJob(
  runtime: Runtime,
  locks: RepositoryLocks,
  job: RunningJob<RunData>,
): Promise<void> {
  const { id: jobId, data, signal } = job
  const run = await readRun(runtime, data.deletionId).catch(() => null)
  if (run?.undoState !== 'running' || run.undoJobId !== jobId) return
  await withinTries(
    { runtime, run, jobId, signal },
    () => undo(runtime, locks, run, job),
    async () => {
      await endUndo(runtime, run.id, await readUndoing(runtime, run.id), givenUp)
      await finishUndo(runtime, run, givenUp)
    },
  )
}

async function undo(
  runtime: Runtime,
  locks: RepositoryLocks,
  run: RunRow,
  { id: jobId, signal }: RunningJob<RunData>,
): Promise<void> {
  const context = contextOf(runtime, run, signal)
  const log = (code: string, detail: string) => logJob(runtime, run, jobId, code, detail)
  const isStopped = async () => (await readRun(runtime, run.id)).cancelledAt !== null
  let problem: Failure | null = null
  for (const [registryId, ofRegistry] of Map.groupBy(
    await readUndoing(runtime, run.id),
    (r) => r.registryId,
  )) {
    const registry = await runtime.registries.get(registryId).catch(() => null)
    const patience = createPatience(signal, ({ code, detail }) => {
      log('paused', `${registryId}: ${code}: ${detail}`).catch(() => {})
    })
    let lost: Failure | null = registry
      ? null
      : { code: 'registry_not_found', detail: 'It was removed from Portolan.' }
    for (const [repository, rows] of Map.groupBy(ofRegistry, (row) => row.repository)) {
      if (!registry || lost) {
        await endUndo(runtime, run.id, rows, lost)
        continue
      }
      const place = { runtime, registry, repository, call: { signal } }
      const pass: Pass = { context, run, jobId, place, patience, isCancelled: isStopped, log }
      const isWanted = async () => !(await isStopped())
      await locks.hold({ registry: registryId, repository }, { isWanted, signal }, async () => {
        try {
          await undoRepository(pass, rows)
        } catch (error) {
          if (signal.aborted || isCancelled(error)) throw error
          const failure = failureOfThrown(error)
          await endUndo(runtime, run.id, rows, failure)
          if (!(error instanceof RegistryLost)) return
          lost = failure
          inBackground(checkStatus(runtime, registry))
        }
      })
      await refreshTagList(place).catch(() => {})
      publishTags(place)
    }
    problem ??= lost
  }
  await finishUndo(runtime, run, problem)
}

const readUndoing = ({ store }: Runtime, id: string): Promise<ItemRow[]> =>
  store.db
    .select()
    .from(deletionItems)
    .where(and(eq(deletionItems.deletionId, id), eq(deletionItems.isUndoing, true)))
    .orderBy(asc(deletionItems.registryId), asc(deletionItems.repository), asc(deletionItems.position))

/** `undone` once nothing is left that was removed; what was not asked for, or was stopped, can be undone yet. */
async function finishUndo(runtime: Runtime, run: RunRow, problem: Failure | null): Promise<void> {
  await runtime.store.db.execute(sql`
    WITH ended AS (
      UPDATE deletion_items SET is_undoing = false WHERE deletion_id = ${run.id} AND is_undoing
    ), counted AS (
      SELECT count(*) FILTER (WHERE result = 'removed' OR ${doubtful}) AS left,
        count(*) FILTER (WHERE (result = 'removed' AND result_code IS NOT NULL) OR (${doubtful} AND is_undoing)) AS failed
      FROM deletion_items WHERE deletion_id = ${run.id}
    )
    UPDATE deletions d SET cancelled_at = NULL, problem = ${problem ? JSON.stringify(problem) : null}::jsonb,
      undo_state = CASE WHEN counted.left = 0 THEN 'done' WHEN counted.failed > 0 THEN 'partial' ELSE 'possible' END,
      state = CASE WHEN counted.left = 0 THEN 'undone' ELSE d.state END
    FROM counted WHERE d.id = ${run.id} AND d.undo_state = 'running' AND d.undo_job_id = ${run.undoJobId}`)
  publishRun(runtime, run.id)
}
