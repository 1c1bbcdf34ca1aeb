import { sql } from 'drizzle-orm'
import type { Freshness } from '#lib/api/common.ts'
import type { RegistrySettings } from '../registries/settings.ts'
import type { Runtime } from '../runtime.ts'

/** As of when the whole index is, and `stale` while there is a registry of which nothing was ever listed. */
export async function readSearchFreshness(
  { store }: Runtime,
  registries: readonly RegistrySettings[],
): Promise<Freshness> {
  const ids = sql.param(registries.map(({ id }) => id))
  const { rows } = await store.db.execute<{ as_of: string | null; listed: number }>(sql`
    SELECT min(catalog_listed_at) AS as_of, count(catalog_listed_at)::int AS listed FROM registry_states
    WHERE registry_id = ANY(${ids}::text[])`)
  const [row] = rows
  return {
    asOf: row?.as_of ? new Date(row.as_of).toISOString() : null,
    state: (row?.listed ?? 0) < registries.length ? 'stale' : 'fresh',
    problem: null,
  }
}
