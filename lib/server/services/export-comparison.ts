import { type exportComparison as endpoint, maxExportedRows } from '#lib/api/compare.ts'
import type { QueryOf } from '#lib/api/endpoint.ts'
import { encodeRepository } from '#lib/api/names.ts'
import { attachmentHeaders } from '../attachment.ts'
import { matrixCsv, matrixMarkdown } from '../compare/matrix-file.ts'
import { pageRows } from '../compare/page-rows.ts'
import { presentRow } from '../compare/present-comparison.ts'
import type { Context } from '../context.ts'
import { readMatrix } from './compare-tags.ts'

type Query = QueryOf<typeof endpoint>

const files = {
  csv: { extension: 'csv', type: 'text/csv; charset=utf-8' },
  json: { extension: 'json', type: 'application/json' },
  markdown: { extension: 'md', type: 'text/markdown; charset=utf-8' },
} as const

/** All rows that match as a file, as they are in the index; what is left out is told in `x-portolan-left-out`. */
export async function exportComparison(context: Context, query: Query): Promise<Response> {
  const { unknown, shown } = await readMatrix(context, query)
  const { page } = pageRows(shown, { ...query, limit: maxExportedRows, cursor: undefined })
  const rows = page.map(presentRow)
  const sides = query.target.map(({ registry, repository }) => `${registry}/${repository}`)
  const { extension, type } = files[query.format]
  const body = {
    csv: () => matrixCsv(sides, rows),
    json: () => JSON.stringify({ targets: query.target, items: rows }),
    markdown: () => matrixMarkdown(sides, rows, linkOf(context.runtime.config.publicUrl, query)),
  }[query.format]()
  return new Response(body, {
    headers: {
      ...attachmentHeaders(`comparison.${extension}`, type),
      'x-portolan-left-out': String(shown.length - rows.length + unknown.size),
    },
  })
}

/** The page that shows the same rows. */
function linkOf(publicUrl: string, { target, q, match, state, ignoreIndexes, sort, order }: Query): string {
  const search = new URLSearchParams(
    target.map(({ registry, repository }) => ['target', `${registry}/${encodeRepository(repository)}`]),
  )
  if (q) search.set('q', q)
  if (q && match !== 'text') search.set('match', match)
  if (state?.length) search.set('state', state.join(','))
  if (ignoreIndexes) search.set('ignoreIndexes', 'true')
  if (sort !== 'version') search.set('sort', sort)
  if (order) search.set('order', order)
  return `${publicUrl}/compare?${search}`
}
