import { createHash } from 'node:crypto'
import type pg from 'pg'

/** Why a row is not what was written, or not where it was. */
export type ChainFault =
  /** Its content and its hash do not fit: it was changed. */
  | 'content_changed'
  /** It names another hash than that of the row before: that one was changed, removed or put in. */
  | 'not_after_the_row_before'
  /** A number is missing before it: rows were removed. */
  | 'rows_missing_before'

export interface ChainReport {
  readonly rows: number
  /** Of the last row: whoever keeps it elsewhere can tell later whether the end was cut off. null: there is no row. */
  readonly head: { readonly id: number; readonly hash: string } | null
  /** The first row that is not as it was written; null: the chain is whole. */
  readonly broken: { readonly id: number; readonly at: string; readonly fault: ChainFault } | null
}

interface Row {
  readonly id: string
  readonly at: string
  readonly fields: readonly (string | null)[]
  readonly previous_hash: string
  readonly hash: string
}

const batchSize = 2_000
const beginning = '0'.repeat(64)

/** As PostgreSQL's json_build_array writes it: the same escapes as JSON.stringify, and a space after each comma. */
const contentOf = ({ id, at, fields }: Row) =>
  `[${[id, ...[at, ...fields].map((v) => JSON.stringify(v))].join(', ')}]`

/** Follows the audit trail from its first row to its last, and stops at the first that was tampered with. */
export async function verifyChain(
  client: Pick<pg.ClientBase, 'query'>,
  onProgress?: (rows: number) => void,
): Promise<ChainReport> {
  let head: ChainReport['head'] = null
  let rows = 0
  for (;;) {
    const batch: pg.QueryResult<Row> = await client.query<Row>(
      `SELECT id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, previous_hash, hash,
         ARRAY[actor, action, phase, operation::text, registry, repository, tag, digest, method, detail, request_id, policy] AS fields
       FROM audit WHERE id > $1 ORDER BY id LIMIT ${batchSize}`,
      [head?.id ?? Number.MIN_SAFE_INTEGER],
    )
    for (const row of batch.rows) {
      const fault = faultOf(row, head)
      if (fault) return { rows, head, broken: { id: Number(row.id), at: row.at, fault } }
      head = { id: Number(row.id), hash: row.hash }
      rows++
    }
    onProgress?.(rows)
    if (batch.rows.length < batchSize) return { rows, head, broken: null }
  }
}

function faultOf(row: Row, before: ChainReport['head']): ChainFault | null {
  if (row.previous_hash !== (before?.hash ?? beginning)) {
    const isGap = Number(row.id) > (before?.id ?? 0) + 1
    return isGap ? 'rows_missing_before' : 'not_after_the_row_before'
  }
  const hash = createHash('sha256')
    .update(row.previous_hash + contentOf(row))
    .digest('hex')
  return hash === row.hash ? null : 'content_changed'
}
