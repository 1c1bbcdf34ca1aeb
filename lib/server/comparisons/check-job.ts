import { randomUUID } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { ComparisonCheck } from '#lib/api/comparison-check.ts'
import type { Context } from '../context.ts'
import { failureOf, isCancelled } from '../index/failure.ts'
import { queues, type RunningJob } from '../jobs/jobs.ts'
import { ApiError } from '../problem.ts'
import type { Runtime } from '../runtime.ts'
import { comparisonChecks } from '../store/schema.ts'
import { type CheckOutcome, carryOutCheck } from './carry-out-check.ts'
import { asksTheSame, type CheckRow, presentCheck, readChecks } from './checks.ts'
import { findComparison, type KnownComparison } from './comparisons.ts'

/** What a schedule sends has the comparison alone; what a person asked for is a check that is written down already. */
export interface CheckJob {
  readonly comparisonId: string
}

/** How many checks of a comparison are kept. */
const keptChecks = 100

/** Writes a check down and has it done. Its id is that of its job. Throws `conflict` while another one is under way. */
export async function requestCheck(
  { runtime, actor }: Context,
  { id: comparisonId, definition }: KnownComparison,
): Promise<ComparisonCheck> {
  const id = randomUUID()
  const [written] = await runtime.store.db
    .insert(comparisonChecks)
    .values({ id, comparisonId, definition, trigger: 'manual', actor: actor.username, state: 'queued' })
    .onConflictDoNothing()
    .returning()
  if (!written)
    throw new ApiError('conflict', 'A check of this comparison is under way: wait until it has ended.')
  await runtime.jobs.insert(queues.comparison, [{ id, data: { comparisonId } satisfies CheckJob }])
  runtime.changes.publish({ about: 'comparisons' })
  return presentCheck(written)
}

/** Does a check. Begun anew after a crash it reads everything again: nobody knows how long that was ago. */
export async function runCheckJob(
  runtime: Runtime,
  { id, data, signal }: RunningJob<CheckJob>,
): Promise<void> {
  const check = await openCheck(runtime, id, data.comparisonId)
  if (!check) return
  const actor = { id: '', username: check.actor, role: 'viewer' } as const
  const context: Context = { runtime, actor, requestId: id, signal }
  const outcome = await carryOutCheck(context, check).catch((error): CheckOutcome => {
    // Told to end: another process goes on with it.
    if (signal.aborted || isCancelled(error)) throw error
    const problem = failureOf(error)
    if (problem.code === 'internal')
      runtime.log.warn({ err: error, check: id }, 'a comparison was not checked')
    return { state: 'failed', counts: null, problem }
  })
  await endCheck(runtime, check, outcome)
}

/** The check of this job, begun now; null where there is nothing (more) to do. */
async function openCheck(runtime: Runtime, id: string, comparisonId: string): Promise<CheckRow | null> {
  const { db } = runtime.store
  const comparison = await findComparison(runtime, comparisonId)
  if (comparison) {
    const { definition } = comparison
    const actor = `comparison:${comparisonId}`
    // Not written where the check is known, nor where another one of the comparison is under way.
    await db
      .insert(comparisonChecks)
      .values({ id, comparisonId, definition, trigger: 'schedule', actor, state: 'queued' })
      .onConflictDoNothing()
  }
  const [check] = await db
    .update(comparisonChecks)
    .set({ state: 'running', startedAt: sql`now()` })
    .where(and(eq(comparisonChecks.id, id), inArray(comparisonChecks.state, ['queued', 'running'])))
    .returning()
  runtime.changes.publish({ about: 'comparisons' })
  return check ?? null
}

async function endCheck(
  runtime: Runtime,
  { id, comparisonId, definition }: CheckRow,
  outcome: CheckOutcome,
): Promise<void> {
  const { db } = runtime.store
  const [before] = await readChecks(runtime, comparisonId, 1, sql`${comparisonChecks.finishedAt} IS NOT NULL`)
  const known = before && asksTheSame(before.definition, definition) ? before.driftsSince : null
  const driftsSince = { drift: known ?? sql`now()`, failed: known, same: null }[outcome.state]
  await db
    .update(comparisonChecks)
    .set({ ...outcome, driftsSince, finishedAt: sql`now()` })
    .where(eq(comparisonChecks.id, id))
  const kept = db
    .select({ id: comparisonChecks.id })
    .from(comparisonChecks)
    .where(eq(comparisonChecks.comparisonId, comparisonId))
    .orderBy(sql`${comparisonChecks.startedAt} DESC, ${comparisonChecks.id} DESC`)
    .limit(keptChecks)
  await db
    .delete(comparisonChecks)
    .where(sql`${comparisonChecks.comparisonId} = ${comparisonId} AND ${comparisonChecks.id} NOT IN ${kept}`)
  runtime.changes.publish({ about: 'comparisons' })
}
