import { and, count, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { listCopies as endpoint } from '#lib/api/copies.ts'
import type { QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { Context } from '../context.ts'
import { summariseCopies } from '../copy/present-copy.ts'
import { copies } from '../store/schema.ts'
import { decodeTimeCursor, encodeTimeCursor } from './time-cursor.ts'

/** Copies, the newest first. */
export async function listCopies(
  context: Context,
  query: QueryOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  const { db } = context.runtime.store
  const { state, registry, mirror, limit, cursor } = query
  const matching = and(
    state ? eq(copies.state, state) : undefined,
    mirror ? eq(copies.mirrorId, mirror) : undefined,
    registry
      ? sql`EXISTS (SELECT FROM copy_items i WHERE i.copy_id = ${copies.id}
          AND (i.from_registry = ${registry} OR i.to_registry = ${registry}))`
      : undefined,
  )
  const rows = await db
    .select()
    .from(copies)
    .where(and(matching, beyond(cursor)))
    .orderBy(desc(copies.createdAt), desc(copies.id))
    .limit(limit + 1)
  const [total] = await db.select({ value: count() }).from(copies).where(matching)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: await summariseCopies(context, page),
    nextCursor: last && rows.length > limit ? encodeTimeCursor({ at: last.createdAt, id: last.id }) : null,
    total: total?.value ?? 0,
    freshness: { asOf: new Date().toISOString(), state: 'fresh', problem: null },
  }
}

function beyond(cursor: string | undefined): SQL | undefined {
  const place = decodeTimeCursor(cursor)
  return place
    ? sql`(${copies.createdAt}, ${copies.id}) < (${place.at.toISOString()}::timestamptz, ${place.id}::uuid)`
    : undefined
}
