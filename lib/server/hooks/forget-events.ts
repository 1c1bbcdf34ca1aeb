import { sql } from 'drizzle-orm'
import type { Runtime } from '../runtime.ts'

const everyMs = 3_600_000
const keptDays = 90
const mostKept = 1_000_000

/** Deletes events older than 90 days, and the oldest beyond a million: CI pulls by the thousand. */
export async function forgetEvents({ store }: Pick<Runtime, 'store'>): Promise<void> {
  await store.db.execute(sql`DELETE FROM events WHERE at < now() - make_interval(days => ${keptDays})`)
  await store.db.execute(sql`
    DELETE FROM events WHERE id <= (SELECT id FROM events ORDER BY id DESC OFFSET ${mostKept} LIMIT 1)`)
}

/** Does so once an hour. Answers what ends it. */
export function keepForgettingEvents(runtime: Runtime): () => void {
  const round = () =>
    forgetEvents(runtime).catch((error) => runtime.log.warn({ err: error }, 'old events were not deleted'))
  const timer = setInterval(round, everyMs).unref()
  return () => clearInterval(timer)
}
