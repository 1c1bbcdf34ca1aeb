import { setImmediate } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import type { MatchMode } from '#lib/api/filters.ts'
import { likeOfGlob, PatternError, regexFilter, versionFilter } from '#lib/engines/names/name-filter.ts'
import { ApiError } from '../problem.ts'
import { likePattern } from './keyset.ts'
import type { Place } from './place.ts'
import { storable } from './storable.ts'

/** Patterns are matched here and not in the database, whose own engine takes exponential time for some. */
const namesAtOnce = 2_000
const budgetMs = 2_000

/**
 * The condition that the name of a tag `t` matches what somebody typed. Throws `invalid_request` for what is no pattern,
 * and for one that takes too long over the names of this repository.
 */
export async function nameCondition(place: Place, q: string, match: MatchMode): Promise<SQL> {
  if (match === 'text') return sql`t.name ILIKE ${likePattern(q)}`
  if (match === 'glob') return sql`t.name LIKE ${likeOfGlob(storable(q))}`
  const isMatch = compile(q, match)
  const names = await matchingNames(place, isMatch)
  return sql`t.name = ANY(${sql.param(names)}::text[])`
}

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
  { runtime, registry, repository }: Place,
  isMatch: (name: string) => boolean,
): Promise<string[]> {
  const { rows } = await runtime.store.db.execute<{ name: string }>(sql`
    SELECT name FROM tags
    WHERE registry_id = ${registry.settings.id} AND repository = ${repository} AND gone_at IS NULL`)
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
