import { sql } from 'drizzle-orm'
import type { ParamsOf, QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { listMirrorRuns as endpoint } from '#lib/api/mirrors.ts'
import type { Context } from '../context.ts'
import { requireMirror } from '../mirrors/mirrors.ts'
import { readMirrorRuns } from '../mirrors/runs.ts'
import { decodeTimeCursor, encodeTimeCursor } from './time-cursor.ts'

/** What a mirror did, the newest first. Runs of one that is gone are read as well. Throws `mirror_not_found` where there are none. */
export async function listMirrorRuns(
  context: Context,
  { id }: ParamsOf<typeof endpoint>,
  { limit, cursor }: QueryOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  const { runtime } = context
  const after = decodeTimeCursor(cursor)
  const beyond = after
    ? sql`AND (r.started_at, r.id) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
    : sql``
  const runs = await readMirrorRuns(runtime, sql`r.mirror_id = ${id} ${beyond}`, limit + 1)
  if (runs.length === 0) await requireMirror(context, id)
  const items = runs.slice(0, limit)
  const last = items.at(-1)
  const { rows } = await runtime.store.db.execute<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM mirror_runs WHERE mirror_id = ${id}`,
  )
  return {
    items,
    nextCursor:
      runs.length > limit && last ? encodeTimeCursor({ at: new Date(last.startedAt), id: last.id }) : null,
    total: rows[0]?.count ?? 0,
    freshness: { asOf: new Date().toISOString(), state: 'fresh', problem: null },
  }
}
