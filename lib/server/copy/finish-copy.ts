import { and, eq, inArray, sql } from 'drizzle-orm'
import { expiryOf } from '../deletion/run/finish-run.ts'
import type { Runtime } from '../runtime.ts'
import { copies } from '../store/schema.ts'
import { type CopyRow, publishCopy } from './copy-store.ts'

export async function startCopyRow(runtime: Runtime, { id, startedAt }: CopyRow): Promise<void> {
  await runtime.store.db
    .update(copies)
    // Something may be overwritten before it ends.
    .set({ state: 'running', startedAt: startedAt ?? new Date(), expiresAt: expiryOf(runtime) })
    .where(and(eq(copies.id, id), inArray(copies.state, ['queued', 'running'])))
  publishCopy(runtime, id)
}

/**
 * Ends a copy: `partial` while something that was to arrive has not, `failed` where nothing has. Whoever has begun it anew
 * meanwhile is left alone.
 */
export async function finishCopy(
  runtime: Runtime,
  { id, jobId }: Pick<CopyRow, 'id' | 'jobId'>,
  isCancelled: boolean,
): Promise<void> {
  const expiresAt = expiryOf(runtime).toISOString()
  await runtime.store.db.execute(sql`
    WITH ended AS (
      UPDATE copy_items SET result = 'cancelled', result_code = 'cancelled', done_at = now()
      WHERE copy_id = ${id} AND action = 'copy' AND result IS NULL RETURNING 1
    ), counted AS (
      SELECT count(*) FILTER (WHERE result = 'copied') AS copied,
        count(*) FILTER (WHERE result = 'copied' AND is_tag_begun) AS tagged,
        count(*) FILTER (WHERE result = 'failed') AS failed,
        count(*) FILTER (WHERE result = 'cancelled') + (SELECT count(*) FROM ended) AS cancelled
      FROM copy_items WHERE copy_id = ${id}
    )
    UPDATE copies c SET
      state = CASE WHEN ${isCancelled} AND counted.cancelled > 0 THEN 'cancelled'
        WHEN counted.failed + counted.cancelled = 0 THEN 'succeeded'
        WHEN counted.copied > 0 THEN 'partial' ELSE 'failed' END,
      finished_at = now(), cancelled_at = NULL,
      undo_state = CASE WHEN counted.tagged > 0 THEN 'possible' ELSE c.undo_state END,
      expires_at = CASE WHEN counted.tagged > 0 THEN ${expiresAt}::timestamptz END
    FROM counted WHERE c.id = ${id} AND c.state = 'running' AND c.job_id = ${jobId}`)
  publishCopy(runtime, id)
}
