import { and, asc, count, desc, gt, lt, type SQL } from 'drizzle-orm'
import type { AuditEntry, listAudit as endpoint } from '#lib/api/audit.ts'
import type { QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import { auditCondition } from '../audit/audit-filters.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../problem.ts'
import { audit } from '../store/schema.ts'

/** Who did what, newest first unless asked otherwise. */
export async function listAudit(
  { runtime }: Context,
  query: QueryOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  const { db } = runtime.store
  const matching = auditCondition(query)
  const isAscending = query.order === 'asc'
  const rows = await db
    .select()
    .from(audit)
    .where(and(matching, beyond(query.cursor, isAscending)))
    .orderBy(isAscending ? asc(audit.id) : desc(audit.id))
    .limit(query.limit + 1)
  const [total] = await db.select({ value: count() }).from(audit).where(matching)
  const page = rows.slice(0, query.limit)
  return {
    items: page.map(presentAudit),
    nextCursor: rows.length > query.limit ? String(page.at(-1)?.id) : null,
    total: total?.value ?? 0,
    freshness: { asOf: new Date().toISOString(), state: 'fresh', problem: null },
  }
}

export const presentAudit = ({ previousHash: _, ...row }: typeof audit.$inferSelect): AuditEntry => ({
  ...row,
  id: String(row.id),
  at: row.at.toISOString(),
})

function beyond(cursor: string | undefined, isAscending: boolean): SQL | undefined {
  if (cursor === undefined) return undefined
  if (!/^\d{1,15}$/.test(cursor))
    throw new ApiError('invalid_request', 'The cursor does not belong to this list.')
  return isAscending ? gt(audit.id, Number(cursor)) : lt(audit.id, Number(cursor))
}
