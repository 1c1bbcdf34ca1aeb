import { and, asc, desc, eq, ilike, like, or, type SQL, sql } from 'drizzle-orm'
import type { listActivity as endpoint } from '#lib/api/activity.ts'
import type { QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { Context } from '../context.ts'
import { likePattern } from '../index/keyset.ts'
import { storable } from '../index/storable.ts'
import { ApiError } from '../problem.ts'
import { events } from '../store/schema.ts'

/** Counting further would take longer than reading the page. */
const mostCounted = 100_000

/** What happened in the registries, newest first unless asked otherwise. */
export async function listActivity(
  { runtime }: Context,
  query: QueryOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  const { db } = runtime.store
  const matching = and(
    query.registry ? eq(events.registryId, storable(query.registry)) : undefined,
    query.repository ? eq(events.repository, storable(query.repository)) : undefined,
    query.action ? eq(events.action, query.action) : undefined,
    query.q ? textMatches(query.q) : undefined,
  )
  const isAscending = query.order === 'asc'
  const direction = isAscending ? asc : desc
  const rows = await db
    .select()
    .from(events)
    .where(and(matching, beyond(query.cursor, isAscending)))
    .orderBy(direction(events.at), direction(events.id))
    .limit(query.limit + 1)
  const counted = await db.execute<{ n: number }>(sql`
    SELECT count(*)::int AS n FROM (
      SELECT FROM ${events} ${matching ? sql`WHERE ${matching}` : sql``} LIMIT ${mostCounted + 1}) e`)
  const total = counted.rows[0]?.n ?? 0
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: page.map(({ registryId, receivedAt: _, eventKey: __, ...row }) => ({
      ...row,
      id: String(row.id),
      registry: registryId,
      at: row.at.toISOString(),
    })),
    nextCursor: last && rows.length > query.limit ? `${last.at.getTime()}.${last.id}` : null,
    total: total > mostCounted ? null : total,
    freshness: { asOf: new Date().toISOString(), state: 'fresh', problem: null },
  }
}

function textMatches(q: string): SQL | undefined {
  const pattern = likePattern(q)
  return or(
    ilike(events.repository, pattern),
    ilike(events.tag, pattern),
    ilike(events.actor, pattern),
    // A digest from its beginning on, with the algorithm or without.
    like(events.digest, likePattern(q.toLowerCase()).slice(1)),
    like(events.digest, `sha256:${likePattern(q.toLowerCase()).slice(1)}`),
  )
}

function beyond(cursor: string | undefined, isAscending: boolean): SQL | undefined {
  if (cursor === undefined) return undefined
  const [, ms, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(cursor) ?? []
  if (ms === undefined || id === undefined || Number(ms) > 8.64e15)
    throw new ApiError('invalid_request', 'The cursor does not belong to this list.')
  const at = new Date(Number(ms)).toISOString()
  const place = sql`(${at}::timestamptz, ${Number(id)}::bigint)`
  return isAscending
    ? sql`(${events.at}, ${events.id}) > ${place}`
    : sql`(${events.at}, ${events.id}) < ${place}`
}
