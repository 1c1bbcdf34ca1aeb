import { sql } from 'drizzle-orm'
import type { Runtime } from '../runtime.ts'

const keptDays = 365

/** What can't be undone any more loses its bytes; copies are forgotten after a year (the audit trail keeps what was done). */
export async function forgetCopies({ store: { db } }: Pick<Runtime, 'store'>): Promise<void> {
  const isIdle = sql`c.state NOT IN ('queued', 'running') AND c.undo_state <> 'running'`
  await db.execute(sql`
    DELETE FROM copy_manifests m USING copies c WHERE m.copy_id = c.id AND c.expires_at < now() AND ${isIdle}`)
  await db.execute(sql`
    UPDATE copies c SET undo_state = 'expired' WHERE c.expires_at < now() AND c.undo_state = 'possible' AND ${isIdle}`)
  await db.execute(sql`
    DELETE FROM copies c WHERE ${isIdle} AND c.created_at < now() - make_interval(days => ${keptDays})
      AND (c.expires_at IS NULL OR c.expires_at < now())`)
}
