import { setImmediate } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import type { MatchMode } from '#lib/api/filters.ts'
import { likeOfGlob, PatternError, regexFilter, versionFilter } from '#lib/engines/names/name-filter.ts'
import { ApiError } from '../problem.ts'
import type { Runtime } from '../runtime.ts'
import { likePattern } from './keyset.ts'
import type { Place } from './place.ts'
import { storable } from './storable.ts'

/** Patterns are matched here and not in the database, whose own engine takes exponential time for some. */
const namesAtOnce = 2_000
const budgetMs = 2_000

/** Of what a list is: the name of a row, and a query for the names of all rows. */
export interface Names {
  readonly column: SQL
  readonly all: SQL
}

/**
 * The condition that the name of a row matches what somebody typed. Throws `invalid_request` for what is no pattern, and
 * for one that takes too long over these names.
 */
export async function matchCondition(
  { store }: Pick<Runtime, 'store'>,
  { column, all }: Names,
  q: string,
  match: MatchMode,
): Promise<SQL> {
  if (match === 'text') return sql`${column} ILIKE ${likePattern(q)}`
  if (match === 'glob') return sql`${column} LIKE ${likeOfGlob(storable(q))}`
  const isMatch = compile(q, match)
  const { rows } = await store.db.execute<{ name: string }>(all)
  const names = await matchingNames(rows, isMatch)
  return sql`${column} = ANY(${sql.param(names)}::text[])`
}

/** The same for the name of a tag `t`. */
export const nameCondition = ({ runtime, registry, repository }: Place, q: string, match: MatchMode) =>
  matchCondition(
    runtime,
    {
      column: sql`t.name`,
      all: sql`SELECT name FROM tags
        WHERE registry_id = ${registry.settings.id} AND repository = ${repository} AND gone_at IS NULL`,
    },
    q,
    match,
  )

function compile(q: string, match: 'regex' | 'version') {
  try {
    return match === 'regex' ? regexFilter(q) : versionFilter(q)
  } catch (error) {
    if (error instanceof PatternError) throw badPattern(error.message)
    throw error
  }
}

const badPattern = (message: string) =>
  new ApiError('invalid_request', `The filter can't be used: ${message}.`, {
    issues: [{ path: 'query.q', message }],
  })

async function matchingNames(
  rows: readonly { readonly name: string }[],
  isMatch: (name: string) => boolean,
): Promise<string[]> {
  const startedAt = performance.now()
  const matching: string[] = []
  for (const [at, { name }] of rows.entries()) {
    if (isMatch(name)) matching.push(name)
    if (at % namesAtOnce !== namesAtOnce - 1) continue
    if (performance.now() - startedAt > budgetMs) throw badPattern('it takes too long over so many names')
    // Others are answered in between.
    await setImmediate()
  }
  return matching
}
