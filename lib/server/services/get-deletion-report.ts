import { Readable } from 'node:stream'
import type { getDeletionReport as endpoint } from '#lib/api/deletions.ts'
import type { ParamsOf, QueryOf } from '#lib/api/endpoint.ts'
import type { Context } from '../context.ts'
import { csvCell } from '../csv-cell.ts'
import { readItemPage } from '../deletion/run/item-page.ts'
import { presentDeletion, presentItem } from '../deletion/run/present-deletion.ts'
import { readProtectedBy } from '../retention/protection.ts'

const itemsAtOnce = 1_000
const columns = [
  'position',
  'registry',
  'repository',
  'tag',
  'digest',
  'action',
  'method',
  'reason',
  'heldBy',
  'protectedBy',
  'result',
  'resultCode',
  'resultDetail',
  'doneAt',
] as const

/** Every item with its result, as a file; streamed, for there may be fifty thousand. */
export async function getDeletionReport(
  context: Context,
  { id }: ParamsOf<typeof endpoint>,
  { format }: QueryOf<typeof endpoint>,
): Promise<Response> {
  const { items: _, nextCursor: __, ...summary } = await presentDeletion(context, id)
  const lines = format === 'csv' ? csvLines(context, id) : jsonLines(context, id, summary)
  const body = Readable.toWeb(Readable.from(encoded(lines))) as ReadableStream<Uint8Array>
  return new Response(body, {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json',
      'content-disposition': `attachment; filename="deletion-${id}.${format}"`,
      'x-content-type-options': 'nosniff',
    },
  })
}

async function* encoded(lines: AsyncIterable<string>) {
  const encoder = new TextEncoder()
  for await (const line of lines) yield encoder.encode(line)
}

async function* pages({ runtime }: Context, id: string) {
  const present = presentItem(await readProtectedBy(runtime))
  let cursor: string | undefined
  do {
    const page = await readItemPage(runtime, id, { limit: itemsAtOnce, cursor })
    yield page.items.map(present)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

async function* jsonLines(context: Context, id: string, summary: object) {
  yield `${JSON.stringify(summary).slice(0, -1)},"items":[\n`
  let isFirst = true
  for await (const page of pages(context, id)) {
    if (page.length === 0) continue
    yield (isFirst ? '' : ',\n') + page.map((item) => JSON.stringify(item)).join(',\n')
    isFirst = false
  }
  yield '\n]}\n'
}

async function* csvLines(context: Context, id: string) {
  yield `${columns.join(',')}\r\n`
  for await (const page of pages(context, id))
    yield page.map((item) => `${columns.map((column) => cell(item[column])).join(',')}\r\n`).join('')
}

/** Several values of one column are told apart by spaces, which none of them has. */
const cell = (value: string | number | readonly string[] | null) =>
  csvCell(Array.isArray(value) ? value.join(' ') : value === null ? null : String(value))
