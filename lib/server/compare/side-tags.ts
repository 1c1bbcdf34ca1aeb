import { sql } from 'drizzle-orm'
import type { MatchMode } from '#lib/api/filters.ts'
import { type ComparedRepositories, type ComparedSideTag, readComparedTags } from '../index/compared-tags.ts'
import { matchCondition } from '../index/name-matches.ts'
import type { Runtime } from '../runtime.ts'

/** Which tags of a side are compared. */
export interface TagFilter {
  readonly q?: string | undefined
  readonly match: MatchMode
}

/** The tags of one side that match, in no order. Throws `invalid_request` for a filter that is none. */
export async function readSideTags(
  { store }: Pick<Runtime, 'store'>,
  side: ComparedRepositories,
  { q, match }: TagFilter,
): Promise<ComparedSideTag[]> {
  const all = sql`SELECT DISTINCT name FROM tags WHERE registry_id = ${side.registry}
    AND repository = ANY(${sql.param([...side.repositories])}::text[]) AND gone_at IS NULL`
  const condition = q ? await matchCondition({ store }, { column: sql`t.name`, all }, q, match) : sql`true`
  return readComparedTags(store, side, condition)
}
