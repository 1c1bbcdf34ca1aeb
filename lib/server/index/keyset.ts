import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { ApiError } from '../problem.ts'
import { storable } from './storable.ts'

/** What a list is sorted by. Unknown values stand last in either direction, and the name decides between equal ones. */
export interface Sorting {
  readonly id: string
  readonly expression: SQL
  /** How the value of a row is compared, so that it survives the way through the cursor. */
  readonly type: 'text' | 'bigint' | 'timestamptz'
  readonly name: SQL
}

const Cursor = z.object({
  sort: z.string(),
  order: z.enum(['asc', 'desc']),
  value: z.string().nullable(),
  name: z.string(),
})
export type Cursor = z.infer<typeof Cursor>

export const encodeCursor = (cursor: Cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url')

/** What a value of each type looks like as the database writes it; NUL can be in none. */
const valuePatterns: Readonly<Record<Sorting['type'], RegExp>> = {
  text: /^[^\0]*$/,
  bigint: /^-?\d{1,18}$/,
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d(?::\d\d){0,2}$/,
}

/** Throws `invalid_request` for a cursor that is not ours, or of another sort. */
export function decodeCursor(
  text: string,
  { id, type }: Pick<Sorting, 'id' | 'type'>,
  order: 'asc' | 'desc',
): Cursor {
  let json: unknown
  try {
    json = JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    json = null
  }
  const cursor = Cursor.safeParse(json)
  if (
    cursor.success &&
    cursor.data.sort === id &&
    cursor.data.order === order &&
    valuePatterns.text.test(cursor.data.name) &&
    (cursor.data.value === null || valuePatterns[type].test(cursor.data.value))
  )
    return cursor.data
  throw new ApiError('invalid_request', 'The cursor does not belong to this list and sort.', {
    issues: [{ path: 'cursor', message: 'does not belong to this list and sort' }],
  })
}

/** The rows after a cursor, as a condition. */
export function afterCursor({ expression, type, name }: Sorting, order: 'asc' | 'desc', cursor: Cursor): SQL {
  if (cursor.value === null) return sql`(${expression} IS NULL AND ${name} > ${cursor.name})`
  const value = sql`${cursor.value}::${sql.raw(type)}`
  const beyond = order === 'asc' ? sql`${expression} > ${value}` : sql`${expression} < ${value}`
  return sql`(${expression} IS NULL OR ${beyond} OR (${expression} = ${value} AND ${name} > ${cursor.name}))`
}

export const orderBy = ({ expression, name }: Sorting, order: 'asc' | 'desc'): SQL =>
  sql`${expression} ${sql.raw(order)} NULLS LAST, ${name} ASC`

/** The value of the sort column as text that compares the same when it comes back. */
export const cursorValue = ({ expression }: Sorting): SQL => sql`(${expression})::text`

/** `%` and `_` in what a person types are meant as such. */
export const likePattern = (text: string) => `%${storable(text).replace(/[\\%_]/g, (c) => `\\${c}`)}%`
