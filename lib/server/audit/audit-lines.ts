import type { AuditEntry } from '#lib/api/audit.ts'
import { csvCell } from '../csv-cell.ts'

export const auditColumns = [
  'id',
  'at',
  'actor',
  'policy',
  'action',
  'phase',
  'registry',
  'repository',
  'tag',
  'digest',
  'method',
  'detail',
  'operation',
  'requestId',
  'hash',
] as const satisfies readonly (keyof AuditEntry)[]

/** The audit trail as RFC 4180 says, a page of it at a time. */
export async function* auditCsv(pages: AsyncIterable<readonly AuditEntry[]>): AsyncGenerator<string> {
  yield `${auditColumns.join(',')}\r\n`
  for await (const page of pages)
    yield page
      .map((entry) => `${auditColumns.map((column) => csvCell(entry[column])).join(',')}\r\n`)
      .join('')
}

/** One JSON document, `{ "items": […] }`, a page of it at a time. */
export async function* auditJson(pages: AsyncIterable<readonly AuditEntry[]>): AsyncGenerator<string> {
  yield '{"items":[\n'
  let isFirst = true
  for await (const page of pages) {
    if (page.length === 0) continue
    yield (isFirst ? '' : ',\n') + page.map((entry) => JSON.stringify(entry)).join(',\n')
    isFirst = false
  }
  yield '\n]}\n'
}
