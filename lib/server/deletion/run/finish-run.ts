import { sql } from 'drizzle-orm'
import type { Failure } from '../../index/failure.ts'
import type { Runtime } from '../../runtime.ts'
import { doubtful } from './doubtful-items.ts'
import { publishRun, type RunRow } from './run-store.ts'

/** Until when what is removed now can be put back. */
export const expiryOf = ({ config }: Pick<Runtime, 'config'>, now = Date.now()): Date =>
  new Date(now + config.trashDays * 86_400_000)

/**
 * Ends the execution of a run: `partial` while anything that was to go is still there. Whoever has begun it anew meanwhile is
 * left alone.
 */
export async function finishRun(
  runtime: Runtime,
  run: Pick<RunRow, 'id' | 'jobId'>,
  problem: Failure | null,
): Promise<void> {
  await runtime.store.db.execute(sql`
    WITH counted AS (
      SELECT count(*) FILTER (WHERE result = 'removed' OR ${doubtful}) AS removed,
        count(*) FILTER (WHERE result IN ('failed', 'cancelled') OR result IS NULL) AS open
      FROM deletion_items WHERE deletion_id = ${run.id}
    )
    UPDATE deletions d SET
      state = CASE WHEN counted.open > 0 THEN 'partial' ELSE 'succeeded' END,
      finished_at = now(), cancelled_at = NULL, problem = ${problem ? JSON.stringify(problem) : null}::jsonb,
      undo_state = CASE WHEN counted.removed > 0 THEN 'possible' ELSE d.undo_state END,
      expires_at = CASE WHEN counted.removed > 0 THEN ${expiryOf(runtime).toISOString()}::timestamptz END
    FROM counted WHERE d.id = ${run.id} AND d.state = 'running' AND d.job_id = ${run.jobId}`)
  publishRun(runtime, run.id)
}

/** Why a run was given up. */
export const givenUp: Failure = {
  code: 'internal',
  detail:
    'Something went wrong inside Portolan, time and again: its log says what. The rest can be tried again.',
}

/**
 * Ends a run that broke for a reason of our own. What was removed until then, or may have been, can be undone; what has
 * not had its turn waits for the run to be executed again.
 */
export async function failRun(runtime: Runtime, { id, jobId }: Pick<RunRow, 'id' | 'jobId'>): Promise<void> {
  await runtime.store.db.execute(sql`
    UPDATE deletions d SET
      state = 'failed', finished_at = now(), cancelled_at = NULL, problem = ${JSON.stringify(givenUp)}::jsonb,
      undo_state = CASE
        WHEN EXISTS (
          SELECT FROM deletion_items WHERE deletion_id = d.id AND (result = 'removed' OR ${doubtful})
        ) THEN 'possible'
        ELSE d.undo_state
      END
    WHERE d.id = ${id} AND d.state = 'running' AND d.job_id = ${jobId}`)
  publishRun(runtime, id)
}
