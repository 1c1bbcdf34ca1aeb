import { and, eq, sql } from 'drizzle-orm'
import type { SyncReason } from '#lib/api/sync.ts'
import type { Failure } from '../index/failure.ts'
import { takeSnapshot } from '../index/snapshots.ts'
import type { Runtime } from '../runtime.ts'
import { syncWalks } from '../store/schema.ts'

export type WalkRow = typeof syncWalks.$inferSelect

const walksToKeep = 100

/** The walk of this id, begun now unless it has; null where another one is under way, or this one has ended. */
export async function openWalk(
  { store: { db } }: Runtime,
  id: string,
  registryId: string,
  reason: SyncReason,
): Promise<WalkRow | null> {
  await db.insert(syncWalks).values({ id, registryId, reason }).onConflictDoNothing()
  return readRunningWalk(db, id)
}

export async function readRunningWalk(db: Runtime['store']['db'], id: string): Promise<WalkRow | null> {
  const [row] = await db
    .select()
    .from(syncWalks)
    .where(and(eq(syncWalks.id, id), eq(syncWalks.state, 'running')))
  return row ?? null
}

/** All names are known, and each is in one of the jobs. */
export async function recordCatalog(
  { store: { db } }: Runtime,
  id: string,
  total: number,
  problem: Failure | null,
) {
  await db
    .update(syncWalks)
    .set({ isCatalogDone: true, repositoriesTotal: total, problem, updatedAt: sql`now()` })
    .where(eq(syncWalks.id, id))
}

/** For how long the registry is left alone, and why; null: no longer. */
export async function recordPause(
  runtime: Runtime,
  { id, registryId }: WalkRow,
  pause: { forMs: number; problem: Failure } | null,
): Promise<void> {
  await runtime.store.db
    .update(syncWalks)
    .set({
      pausedUntil: pause ? sql`now() + ${Math.round(pause.forMs)} * interval '1 millisecond'` : null,
      problem: pause?.problem ?? null,
      updatedAt: sql`now()`,
    })
    .where(and(eq(syncWalks.id, id), eq(syncWalks.state, 'running')))
  runtime.changes.publish({ about: 'registry', registry: registryId })
}

/**
 * Ends a walk of which every repository is done; `isGivenUp`: nothing is left that would do the rest. Whoever of several
 * ends it does what follows, and only that one.
 */
export async function endWalk(runtime: Runtime, id: string, isGivenUp = false): Promise<void> {
  const { rows } = await runtime.store.db.execute<{ registry_id: string }>(sql`
    WITH done AS (
      SELECT w.id, count(r.name) AS repositories, count(r.sync_problem) AS failed
      FROM sync_walks w LEFT JOIN repositories r ON r.registry_id = w.registry_id AND r.walk_id = w.id
      WHERE w.id = ${id} GROUP BY w.id
    )
    UPDATE sync_walks w SET finished_at = now(), updated_at = now(), paused_until = NULL,
      repositories_done = done.repositories, repositories_failed = done.failed,
      state = CASE WHEN done.failed > 0 OR w.problem IS NOT NULL OR done.repositories < w.repositories_total
        THEN 'partial' ELSE 'succeeded' END
    FROM done WHERE w.id = done.id AND w.state = 'running' AND w.is_catalog_done
      AND (done.repositories >= w.repositories_total OR ${isGivenUp})
    RETURNING w.registry_id`)
  const [ended] = rows
  if (!ended) return
  await takeSnapshot(runtime, ended.registry_id)
  await afterWalk(runtime, ended.registry_id)
}

/** Ends a walk that can't go on. The next one comes when its time has come. */
export async function failWalk(
  runtime: Runtime,
  { id, registryId }: WalkRow,
  problem: Failure,
): Promise<void> {
  await runtime.store.db
    .update(syncWalks)
    .set({ state: 'failed', finishedAt: sql`now()`, updatedAt: sql`now()`, pausedUntil: null, problem })
    .where(and(eq(syncWalks.id, id), eq(syncWalks.state, 'running')))
  await afterWalk(runtime, registryId)
}

async function afterWalk(runtime: Runtime, registryId: string): Promise<void> {
  await runtime.store.db.execute(sql`
    DELETE FROM sync_walks WHERE registry_id = ${registryId} AND state <> 'running' AND id NOT IN (
      SELECT id FROM sync_walks WHERE registry_id = ${registryId} ORDER BY started_at DESC LIMIT ${walksToKeep})`)
  runtime.changes.publish({ about: 'registry', registry: registryId })
  runtime.changes.publish({ about: 'repositories', registry: registryId })
}
