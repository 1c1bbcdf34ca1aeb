import { sql } from 'drizzle-orm'
import type { ParamsOf, QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { listMirrorRuns as endpoint } from '#lib/api/mirrors.ts'
import type { Context } from '../context.ts'
import { requireMirror } from '../mirrors/mirrors.ts'
import { readMirrorRuns } from '../mirrors/runs.ts'
import { ApiError } from '../problem.ts'

/** What a mirror did, the newest first. Runs of one that is gone are read as well. Throws `mirror_not_found` where there are none. */
export async function listMirrorRuns(
  context: Context,
  { id }: ParamsOf<typeof endpoint>,
  { limit, cursor }: QueryOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  const { runtime } = context
  const after = cursor === undefined ? undefined : /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(cursor)
  if (after === null) throw new ApiError('invalid_request', 'The cursor does not belong to this list.')
  const beyond = after
    ? sql`AND (r.started_at, r.id) < (to_timestamp(${Number(after[1])} / 1000.0), ${after[2]}::uuid)`
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
    nextCursor: runs.length > limit && last ? `${Date.parse(last.startedAt)}.${last.id}` : null,
    total: rows[0]?.count ?? 0,
    freshness: { asOf: new Date().toISOString(), state: 'fresh', problem: null },
  }
}
