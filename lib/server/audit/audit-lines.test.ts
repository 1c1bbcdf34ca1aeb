import { expect, test } from 'vitest'
import type { AuditEntry } from '#lib/api/audit.ts'
import { auditColumns, auditCsv, auditJson } from './audit-lines.ts'

const entry = (detail: string | null): AuditEntry => ({
  id: '1',
  at: '2026-01-31T00:00:00.000Z',
  actor: 'ada',
  action: 'tag.delete',
  phase: 'started',
  operation: 'o',
  registry: null,
  repository: null,
  tag: null,
  digest: null,
  method: null,
  detail,
  requestId: null,
  policy: null,
  hash: 'h',
})
async function* pagesOf(...pages: AuditEntry[][]) {
  yield* pages
}
async function textOf(lines: AsyncIterable<string>) {
  let text = ''
  for await (const line of lines) text += line
  return text
}

test.each([
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  [' =1', "' =1"],
  ['\r\n=1', `"'\r\n=1"`],
  ['a,"b"\nc', '"a,""b""\nc"'],
  ['plain', 'plain'],
  [null, ''],
])('%j is the cell %j, and no spreadsheet takes it for a formula', async (detail, cell) => {
  const [header, row] = (await textOf(auditCsv(pagesOf([entry(detail)])))).split(/\r\n(?=id|1,)/)
  expect(header).toBe(auditColumns.join(','))
  expect(row).toBe(`1,2026-01-31T00:00:00.000Z,ada,,tag.delete,started,,,,,,${cell},o,,h\r\n`)
})

test('JSON is one document, whatever the pages', async () => {
  const [a, b, c] = ['a', 'b', 'c'].map(entry) as [AuditEntry, AuditEntry, AuditEntry]
  for (const pages of [[], [[]], [[a]], [[a, b], [], [c]]])
    expect(JSON.parse(await textOf(auditJson(pagesOf(...pages))))).toEqual({ items: pages.flat() })
})
