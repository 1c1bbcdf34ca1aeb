import { sql } from 'drizzle-orm'
import type { Store } from '../store/store.ts'
import type { RepositoryRow } from './repository-page.ts'
import { storable } from './storable.ts'

/** The repositories whose names begin so, those whose tags were read longest ago first. */
export async function readBelow(
  { db }: Pick<Store, 'db'>,
  registryId: string,
  namespace: string,
  limit: number,
): Promise<RepositoryRow[]> {
  const { rows } = await db.execute<RepositoryRow & Record<string, unknown>>(sql`
    SELECT r.name, r.source, r.tag_count, r.size_bytes, r.last_pushed_at, r.last_pulled_at, r.first_seen_at,
      r.tags_listed_at, r.tags_failed_at, r.tags_problem, NULL AS cursor_value
    FROM repositories r
    WHERE r.registry_id = ${registryId} AND starts_with(r.name, ${storable(namespace)})
      AND (r.missing_since IS NULL OR r.source = 'configured')
    ORDER BY r.tags_listed_at NULLS FIRST, r.name LIMIT ${limit}`)
  return rows
}
