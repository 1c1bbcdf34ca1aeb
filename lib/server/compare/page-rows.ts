import type { compareTags } from '#lib/api/compare.ts'
import type { QueryOf } from '#lib/api/endpoint.ts'
import { matrixKey } from '#lib/engines/compare/tag-matrix.ts'
import { decodeCursor, encodeCursor } from '../index/keyset.ts'
import type { Row } from './judge-rows.ts'

type Query = Pick<QueryOf<typeof compareTags>, 'sort' | 'order' | 'limit' | 'cursor'>
type Place = Pick<Row, 'sortValue' | 'path' | 'name'>

/** Tags and version keys are ASCII: code units compare as bytes do. */
const bytewise = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** One page of the rows in the order that was asked for. Throws `invalid_request` for a cursor of another list. */
export function pageRows(rows: readonly Row[], { sort, limit, cursor, ...query }: Query) {
  const order = query.order ?? (sort === 'version' ? 'desc' : 'asc')
  const direction = order === 'asc' ? 1 : -1
  const byValue = (a: Place, b: Place) => direction * bytewise(a.sortValue, b.sortValue)
  const byPath = (a: Place, b: Place) => bytewise(a.path ?? '', b.path ?? '')
  // Versions of one repository follow one another; what differs stands together, wherever it is.
  const [first, second] = sort === 'state' ? [byValue, byPath] : [byPath, byValue]
  const compare = (a: Place, b: Place) => first(a, b) || second(a, b) || bytewise(a.name, b.name)
  const sorted = rows.toSorted(compare)
  const last = cursor === undefined ? null : decodeCursor(cursor, { id: sort, type: 'text' }, order)
  const rest = last
    ? sorted.filter((row) => compare(row, { sortValue: last.value ?? '', ...placeOfKey(last.name) }) > 0)
    : sorted
  const page = rest.slice(0, limit)
  const end = page.at(-1)
  return {
    page,
    nextCursor:
      end && rest.length > limit
        ? encodeCursor({ sort, order, value: end.sortValue, name: matrixKey(end) })
        : null,
  }
}

function placeOfKey(key: string) {
  const at = key.indexOf(' ')
  return at < 0 ? { path: null, name: key } : { path: key.slice(0, at), name: key.slice(at + 1) }
}
