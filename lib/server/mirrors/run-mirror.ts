import { randomUUID } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { MirrorRun } from '#lib/api/mirror-run.ts'
import type { Context } from '../context.ts'
import { failureOf } from '../index/failure.ts'
import { queues, type RunningJob } from '../jobs/jobs.ts'
import { ApiError } from '../problem.ts'
import type { Runtime } from '../runtime.ts'
import { copies, mirrorRuns } from '../store/schema.ts'
import { carryOutMirror } from './carry-out.ts'
import { findMirror, type KnownMirror } from './mirrors.ts'
import { readMirrorRuns } from './runs.ts'

/** What a schedule sends has the mirror alone; what a person asked for is a run that is written down already. */
export interface MirrorJob {
  readonly mirrorId: string
}

/** Writes a run down and has it done. Its id is that of its job. Throws `conflict` while another one is under way. */
export async function requestMirrorRun(
  context: Context,
  { id: mirrorId, definition }: KnownMirror,
  isDryRun: boolean,
): Promise<MirrorRun> {
  const { runtime, actor } = context
  const underWay = () =>
    new ApiError('conflict', 'A run of this mirror is under way: wait until it has ended.')
  if (await isCopying(runtime, mirrorId)) throw underWay()
  const id = randomUUID()
  const by = { actor: actor.username, actorRole: actor.role }
  const written = await runtime.store.db
    .insert(mirrorRuns)
    .values({ id, mirrorId, definition, trigger: 'manual', ...by, isDryRun, state: 'queued' })
    .onConflictDoNothing()
    .returning({ id: mirrorRuns.id })
  if (written.length === 0) throw underWay()
  await runtime.jobs.insert(queues.mirror, [{ id, data: { mirrorId } satisfies MirrorJob }])
  runtime.changes.publish({ about: 'mirrors' })
  const [run] = await readMirrorRuns(runtime, sql`r.id = ${id}`, 1)
  if (!run) throw new Error('a run of a mirror was not written')
  return run
}

/** Does a run. Begun anew after a crash it reads the registries again. */
export async function runMirrorJob(
  runtime: Runtime,
  { id, data, signal }: RunningJob<MirrorJob>,
): Promise<void> {
  const run = await openRun(runtime, id, data.mirrorId)
  if (!run) return
  const actor = { id: '', username: run.actor, role: run.actorRole }
  const context: Context = { runtime, actor, requestId: id, signal }
  const end = (values: Partial<typeof mirrorRuns.$inferInsert>) =>
    runtime.store.db
      .update(mirrorRuns)
      .set({ finishedAt: sql`now()`, ...values })
      .where(eq(mirrorRuns.id, id))
  try {
    await end(await carryOutMirror(context, run))
  } catch (error) {
    // Told to end: another process goes on with it.
    if (signal.aborted) throw error
    runtime.log.warn({ err: error, mirror: run.mirrorId }, 'a mirror could not be run')
    await end({ state: 'failed', problem: failureOf(error) })
  }
  runtime.changes.publish({ about: 'mirrors' })
}

/** What the run before has begun may take longer than it takes until the next one is due. */
async function isCopying({ store }: Runtime, mirrorId: string): Promise<boolean> {
  const open = await store.db
    .select({ id: copies.id })
    .from(copies)
    .where(and(eq(copies.mirrorId, mirrorId), inArray(copies.state, ['queued', 'running'])))
    .limit(1)
  return open.length > 0
}

/** The run of this job, begun now; null where there is nothing (more) to do. */
async function openRun(runtime: Runtime, id: string, mirrorId: string) {
  const { db } = runtime.store
  const mirror = await findMirror(runtime, mirrorId)
  if (mirror && !(await isCopying(runtime, mirrorId))) {
    const { definition } = mirror
    // A schedule is nobody with more rights than an editor: protections hold. Not written where the run is known.
    const by = { actor: `mirror:${mirrorId}`, actorRole: 'editor' as const }
    const { dryRun: isDryRun } = definition
    await db
      .insert(mirrorRuns)
      .values({ id, mirrorId, definition, trigger: 'schedule', ...by, isDryRun, state: 'queued' })
      .onConflictDoNothing()
  }
  const [run] = await db
    .update(mirrorRuns)
    .set({ state: 'running' })
    .where(and(eq(mirrorRuns.id, id), inArray(mirrorRuns.state, ['queued', 'running'])))
    .returning()
  runtime.changes.publish({ about: 'mirrors' })
  return run ?? null
}
