import { and, count, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { listDeletions as endpoint } from '#lib/api/deletions.ts'
import type { QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { Context } from '../context.ts'
import { summarise } from '../deletion/run/present-deletion.ts'
import { deletions } from '../store/schema.ts'
import { decodeTimeCursor, encodeTimeCursor } from './time-cursor.ts'

/** Deletions, the newest first. */
export async function listDeletions(
  context: Context,
  query: QueryOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  const { db } = context.runtime.store
  const matching = conditionsOf(query)
  const rows = await db
    .select()
    .from(deletions)
    .where(and(matching, beyond(query.cursor)))
    .orderBy(desc(deletions.createdAt), desc(deletions.id))
    .limit(query.limit + 1)
  const [total] = await db.select({ value: count() }).from(deletions).where(matching)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: await summarise(context, page),
    nextCursor:
      last && rows.length > query.limit ? encodeTimeCursor({ at: last.createdAt, id: last.id }) : null,
    total: total?.value ?? 0,
    freshness: { asOf: new Date().toISOString(), state: 'fresh', problem: null },
  }
}

/** What was removed and has not all come back, for as long as it is kept. */
const inTrash = and(
  inArray(deletions.undoState, ['possible', 'running', 'partial']),
  sql`${deletions.expiresAt} > now()`,
)

function conditionsOf({ trash, state, registry, policy }: QueryOf<typeof endpoint>): SQL | undefined {
  return and(
    trash ? inTrash : undefined,
    state ? eq(deletions.state, state) : undefined,
    policy ? eq(deletions.policyId, policy) : undefined,
    registry
      ? sql`EXISTS (SELECT FROM deletion_items i WHERE i.deletion_id = ${deletions.id} AND i.registry_id = ${registry})`
      : undefined,
  )
}

function beyond(cursor: string | undefined): SQL | undefined {
  const place = decodeTimeCursor(cursor)
  return place
    ? sql`(${deletions.createdAt}, ${deletions.id}) < (${place.at.toISOString()}::timestamptz, ${place.id}::uuid)`
    : undefined
}
