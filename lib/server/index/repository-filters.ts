import { type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { RepositoryFilters as Schema } from '#lib/api/repositories.ts'
import type { Runtime } from '../runtime.ts'
import { matchCondition } from './name-matches.ts'
import { storable } from './storable.ts'
import { timeOf } from './tag-filters.ts'

export type RepositoryFilters = Partial<z.output<typeof Schema>> & {
  readonly q?: string | undefined
  readonly namespace?: string | undefined
}

/** Whether the registry was ever heard to tell of a pull. */
export const tellsPulls = (registryId: string): SQL =>
  sql`EXISTS (SELECT FROM repositories p WHERE p.registry_id = ${registryId} AND p.last_pulled_at IS NOT NULL)`

/**
 * The conditions on a row `r` of `repositories`. Each is true, false, or NULL where what it asks for is not known, as with
 * those of tags.
 */
export async function repositoryConditions(
  runtime: Runtime,
  registryId: string,
  filters: RepositoryFilters,
): Promise<SQL[]> {
  const { q, namespace, olderThan, newerThan, minSize, maxSize, minTags, maxTags, neverPulled } = filters
  const conditions: SQL[] = []
  if (q) {
    const all = sql`SELECT name FROM repositories WHERE registry_id = ${registryId}`
    conditions.push(await matchCondition(runtime, { column: sql`r.name`, all }, q, filters.match ?? 'text'))
  }
  if (namespace) conditions.push(sql`starts_with(r.name, ${storable(`${namespace}/`)})`)
  if (olderThan) conditions.push(sql`r.last_pushed_at < ${timeOf(olderThan)}::timestamptz`)
  if (newerThan) conditions.push(sql`r.last_pushed_at >= ${timeOf(newerThan)}::timestamptz`)
  if (minSize !== undefined) conditions.push(sql`r.size_bytes >= ${minSize}::bigint`)
  if (maxSize !== undefined) conditions.push(sql`r.size_bytes <= ${maxSize}::bigint`)
  if (minTags !== undefined) conditions.push(sql`r.tag_count >= ${minTags}::int`)
  if (maxTags !== undefined) conditions.push(sql`r.tag_count <= ${maxTags}::int`)
  if (neverPulled !== undefined)
    conditions.push(
      sql`CASE WHEN ${tellsPulls(registryId)} THEN (r.last_pulled_at IS NULL) = ${neverPulled} END`,
    )
  return conditions
}
