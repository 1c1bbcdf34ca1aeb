import { randomUUID } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { PolicyRun } from '#lib/api/policy-run.ts'
import type { Context } from '../context.ts'
import { failureOf } from '../index/failure.ts'
import { queues, type RunningJob } from '../jobs/jobs.ts'
import { ApiError } from '../problem.ts'
import type { Runtime } from '../runtime.ts'
import { policyRuns } from '../store/schema.ts'
import { carryOut } from './carry-out.ts'
import { findPolicy, type KnownPolicy } from './policies.ts'
import { readRuns } from './runs.ts'

/** What a schedule sends has the policy alone; what a person asked for is a run that is written down already. */
export interface PolicyJob {
  readonly policyId: string
}

/** Writes a run down and has it done. Its id is that of its job. Throws `conflict` while another one is under way. */
export async function requestRun(
  context: Context,
  { id: policyId, definition }: KnownPolicy,
  isDryRun: boolean,
): Promise<PolicyRun> {
  const { runtime, actor } = context
  const id = randomUUID()
  const written = await runtime.store.db
    .insert(policyRuns)
    .values({ id, policyId, definition, trigger: 'manual', actor: actor.username, isDryRun, state: 'queued' })
    .onConflictDoNothing()
    .returning({ id: policyRuns.id })
  if (written.length === 0)
    throw new ApiError('conflict', 'A run of this policy is under way: wait until it has ended.')
  await runtime.jobs.insert(queues.policy, [{ id, data: { policyId } satisfies PolicyJob }])
  runtime.changes.publish({ about: 'policies' })
  const [run] = await readRuns(runtime, sql`r.id = ${id}`, 1)
  if (!run) throw new Error('a run of a policy was not written')
  return run
}

/** Does a run. Begun anew after a crash it judges the tags again, unless a deletion was planned for it already. */
export async function runPolicyJob(
  runtime: Runtime,
  { id, data, signal }: RunningJob<PolicyJob>,
): Promise<void> {
  const run = await openRun(runtime, id, data.policyId)
  if (!run) return
  const context: Context = {
    runtime,
    // Rules protect tags from a policy whoever runs it.
    actor: { id: '', username: run.actor, role: 'administrator' },
    requestId: id,
    signal,
    policy: run.policyId,
  }
  const end = (values: Partial<typeof policyRuns.$inferInsert>) =>
    runtime.store.db
      .update(policyRuns)
      .set({ finishedAt: sql`now()`, ...values })
      .where(eq(policyRuns.id, id))
  try {
    await end(await carryOut(context, run))
  } catch (error) {
    // Told to end: another process goes on with it.
    if (signal.aborted) throw error
    runtime.log.warn({ err: error, policy: run.policyId }, 'a policy could not be run')
    await end({ state: 'failed', problem: failureOf(error) })
  }
  runtime.changes.publish({ about: 'policies' })
}

/** The run of this job, begun now; null where there is nothing (more) to do. */
async function openRun(runtime: Runtime, id: string, policyId: string) {
  const { db } = runtime.store
  const policy = await findPolicy(runtime, policyId)
  if (policy) {
    const isDryRun = policy.definition.mode === 'dry-run'
    // Not written where the run is known, nor where another one of the policy is under way.
    await db
      .insert(policyRuns)
      .values({
        id,
        policyId,
        definition: policy.definition,
        trigger: 'schedule',
        actor: `policy:${policyId}`,
        isDryRun,
        state: 'queued',
      })
      .onConflictDoNothing()
  }
  const [run] = await db
    .update(policyRuns)
    .set({ state: 'running' })
    .where(and(eq(policyRuns.id, id), inArray(policyRuns.state, ['queued', 'running'])))
    .returning()
  runtime.changes.publish({ about: 'policies' })
  return run ?? null
}
