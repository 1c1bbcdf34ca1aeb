import { Readable } from 'node:stream'
import { and, count, desc, lt } from 'drizzle-orm'
import type { AuditEntry, exportAudit as endpoint } from '#lib/api/audit.ts'
import type { QueryOf } from '#lib/api/endpoint.ts'
import { attachmentHeaders } from '../attachment.ts'
import { auditCondition } from '../audit/audit-filters.ts'
import { auditCsv, auditJson } from '../audit/audit-lines.ts'
import type { Context } from '../context.ts'
import { audit } from '../store/schema.ts'
import { presentAudit } from './list-audit.ts'

const rowsAtOnce = 1_000
/** More is for a database client. What is left out is told in the header `x-portolan-left-out`. */
const maxRows = 200_000

/** The rows that match as a file, the newest first; streamed, so that none of them are held in memory. */
export async function exportAudit(
  context: Context,
  { format, ...filters }: QueryOf<typeof endpoint>,
): Promise<Response> {
  const matching = auditCondition(filters)
  const [total] = await context.runtime.store.db.select({ value: count() }).from(audit).where(matching)
  const pages = readPages(context, matching)
  const lines = format === 'csv' ? auditCsv(pages) : auditJson(pages)
  const body = Readable.toWeb(Readable.from(encoded(lines))) as ReadableStream<Uint8Array>
  const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json'
  return new Response(body, {
    headers: {
      ...attachmentHeaders(`audit.${format}`, type),
      'x-portolan-left-out': String(Math.max(0, (total?.value ?? 0) - maxRows)),
    },
  })
}

async function* readPages(
  { runtime, signal }: Context,
  matching: ReturnType<typeof auditCondition>,
): AsyncGenerator<AuditEntry[]> {
  let last: number | null = null
  for (let read = 0; read < maxRows && !signal.aborted; read += rowsAtOnce) {
    const rows: (typeof audit.$inferSelect)[] = await runtime.store.db
      .select()
      .from(audit)
      .where(and(matching, last === null ? undefined : lt(audit.id, last)))
      .orderBy(desc(audit.id))
      .limit(rowsAtOnce)
    yield rows.map(presentAudit)
    last = rows.at(-1)?.id ?? null
    if (rows.length < rowsAtOnce) return
  }
}

async function* encoded(lines: AsyncIterable<string>) {
  const encoder = new TextEncoder()
  for await (const line of lines) yield encoder.encode(line)
}
