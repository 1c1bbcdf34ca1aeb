import { sql } from 'drizzle-orm'
import type { Runtime } from '../../runtime.ts'

const plannedDays = 1
const keptDays = 365

/**
 * What can't be undone any more loses its bytes; plans that nobody executed are forgotten after a day, and runs after a year
 * (the audit trail keeps what was done).
 */
export async function forgetRuns({ store: { db } }: Pick<Runtime, 'store'>): Promise<void> {
  await db.execute(sql`
    DELETE FROM deletion_manifests m USING deletions d
    WHERE m.deletion_id = d.id AND d.expires_at < now() AND d.state <> 'running' AND d.undo_state <> 'running'`)
  await db.execute(sql`
    UPDATE deletions SET undo_state = 'expired'
    WHERE expires_at < now() AND undo_state IN ('possible', 'partial')`)
  await db.execute(sql`
    DELETE FROM deletions WHERE state = 'planned' AND created_at < now() - make_interval(days => ${plannedDays})`)
  await db.execute(sql`
    DELETE FROM deletions WHERE state NOT IN ('planned', 'running') AND undo_state <> 'running'
      AND created_at < now() - make_interval(days => ${keptDays}) AND (expires_at IS NULL OR expires_at < now())`)
  await db.execute(sql`
    DELETE FROM job_log l WHERE NOT EXISTS (
      SELECT FROM deletions d WHERE d.job_id = l.job_id OR d.undo_job_id = l.job_id)`)
}
