import { randomUUID } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { AutomationRun } from '#lib/api/automations.ts'
import type { Context } from '../context.ts'
import { failureOf } from '../index/failure.ts'
import type { RunningJob } from '../jobs/jobs.ts'
import { ApiError } from '../problem.ts'
import type { Runtime } from '../runtime.ts'
import type { AnyKind, AutomationDefinition, AutomationKind, Known } from './kind.ts'
import { findAutomation } from './known.ts'
import { readRuns } from './runs.ts'
import { type AutomationJob, idOfJob, jobFor } from './schedules.ts'

/** Writes a run down and has it done. Its id is that of its job. Throws `conflict` while another one is under way. */
export async function requestRun<D extends AutomationDefinition, Run extends AutomationRun>(
  // biome-ignore lint/suspicious/noExplicitAny: how a run is kept is the kind's own business.
  kind: AutomationKind<D, Run, any>,
  context: Context,
  { id: automationId, definition }: Known<D>,
  isDryRun: boolean,
): Promise<Run> {
  const { runtime, actor } = context
  const { one, runs } = kind
  const underWay = () =>
    new ApiError('conflict', `A run of this ${one} is under way: wait until it has ended.`)
  if (await kind.isBusy(runtime, automationId)) throw underWay()
  const id = randomUUID()
  const by = { actor: actor.username, ...kind.rightsOf(actor.role) }
  const written = await runtime.store.db
    .insert(runs)
    .values({ id, automationId, definition, trigger: 'manual', ...by, isDryRun, state: 'queued' })
    .onConflictDoNothing()
    .returning({ id: runs.id })
  if (written.length === 0) throw underWay()
  await runtime.jobs.insert(kind.queue, [{ id, data: jobFor(kind, automationId) }])
  runtime.changes.publish({ about: kind.many })
  const [run] = await readRuns(kind, runtime, sql`r.id = ${id}`, 1)
  if (!run) throw new Error(`a run of a ${one} was not written`)
  return run
}

/** Does a run. Begun anew after a crash it reads everything again, and begins nothing twice. */
export async function runAutomationJob(
  kind: AnyKind,
  runtime: Runtime,
  { id, data, signal }: RunningJob<AutomationJob>,
): Promise<void> {
  const run = await openRun(kind, runtime, id, idOfJob(kind, data))
  if (!run) return
  const context: Context = { runtime, ...kind.actsAs(run), requestId: id, signal }
  const end = (values: Partial<typeof kind.runs.$inferInsert>) =>
    runtime.store.db
      .update(kind.runs)
      .set({ finishedAt: sql`now()`, ...values })
      .where(eq(kind.runs.id, id))
  try {
    await end(await kind.carryOut(context, run))
  } catch (error) {
    // Told to end: another process goes on with it.
    if (signal.aborted) throw error
    runtime.log.warn({ err: error, [kind.one]: run.automationId }, `a ${kind.one} could not be run`)
    await end({ state: 'failed', problem: failureOf(error) })
  }
  runtime.changes.publish({ about: kind.many })
}

/** The run of this job, begun now; null where there is nothing (more) to do. */
async function openRun(kind: AnyKind, runtime: Runtime, id: string, automationId: string) {
  const { db } = runtime.store
  const { runs } = kind
  const known = await findAutomation(kind, runtime, automationId)
  if (known && !(await kind.isBusy(runtime, automationId))) {
    const { definition } = known
    // A schedule is nobody with more rights than an editor: protections hold.
    const by = { actor: `${kind.one}:${automationId}`, ...kind.rightsOf('editor') }
    const isDryRun = kind.isDry(definition)
    // Not written where the run is known, nor where another one is under way.
    await db
      .insert(runs)
      .values({ id, automationId, definition, trigger: 'schedule', ...by, isDryRun, state: 'queued' })
      .onConflictDoNothing()
  }
  const [run] = await db
    .update(runs)
    .set({ state: 'running' })
    .where(and(eq(runs.id, id), inArray(runs.state, ['queued', 'running'])))
    .returning()
  runtime.changes.publish({ about: kind.many })
  return run ?? null
}
