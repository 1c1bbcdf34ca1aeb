import { OciHttpError } from './oci-error.ts'

export interface Page {
  readonly items: readonly string[]
  /** The `Link` header, where more follows. */
  readonly link: string | null
}

/**
 * The piece of an ordered list that `n` and `last` ask for. `last` need not be in the list. Without `n` the whole rest
 * comes (or `defaultLimit` of it), with `n=0` nothing and no link (distribution-spec 1.1, "Listing tags").
 */
export function pageOf(
  sorted: readonly string[],
  query: URLSearchParams,
  path: string,
  compare: (a: string, b: string) => number,
  defaultLimit: number | null = null,
): Page {
  const limit = limitOf(query) ?? defaultLimit
  const last = query.get('last')
  const start = last === null ? 0 : sorted.findIndex((item) => compare(item, last) > 0)
  const rest = start === -1 ? [] : sorted.slice(start)
  if (limit === null || rest.length <= limit) return { items: rest, link: null }
  const items = rest.slice(0, limit)
  const end = items.at(-1)
  if (end === undefined) return { items, link: null }
  // Whatever else was asked for goes for the next page too.
  const next = new URLSearchParams(query)
  next.set('last', end)
  next.set('n', `${limit}`)
  return { items, link: `<${path}?${next}>; rel="next"` }
}

function limitOf(query: URLSearchParams): number | null {
  const n = query.get('n')
  if (n === null) return null
  if (!/^\d{1,9}$/.test(n)) {
    throw new OciHttpError(400, 'PAGINATION_NUMBER_INVALID', 'n must be a whole number, zero or more.')
  }
  return Number(n)
}
