import { sql } from 'drizzle-orm'
import type { Runtime } from '../runtime.ts'
import { forgetNames } from '../search/forget-names.ts'

const everyMs = 3_600_000
const roundsADay = 24
const keptDays = 90
const mostKept = 1_000_000

/** Deletes events older than 90 days, and the oldest beyond a million: CI pulls by the thousand. */
export async function forgetEvents({ store }: Pick<Runtime, 'store'>): Promise<void> {
  await store.db.execute(sql`DELETE FROM events WHERE at < now() - make_interval(days => ${keptDays})`)
  await store.db.execute(sql`
    DELETE FROM events WHERE id <= (SELECT id FROM events ORDER BY id DESC OFFSET ${mostKept} LIMIT 1)`)
}

/** Does so once an hour, and once a day with the names that search needs no longer. Answers what ends it. */
export function keepForgettingEvents(runtime: Runtime): () => void {
  let rounds = 0
  const round = async () => {
    await forgetEvents(runtime)
    if (rounds++ % roundsADay === 0) await forgetNames(runtime.store)
  }
  const timer = setInterval(
    () => round().catch((error) => runtime.log.warn({ err: error }, 'what is old was not deleted')),
    everyMs,
  ).unref()
  return () => clearInterval(timer)
}
