import { sql } from 'drizzle-orm'
import type { Place } from '../index/place.ts'
import { tellRegistry } from '../index/tell.ts'

/** What keeps a repository (`r`) from being known in full; that a tag has no manifest is an answer. */
export const remainingProblem = sql`CASE
  WHEN r.tags_problem ->> 'code' IN ('not_found', 'repository_not_found') THEN NULL
  WHEN r.tags_problem IS NOT NULL THEN r.tags_problem
  ELSE (SELECT t.problem FROM tags t WHERE t.registry_id = r.registry_id AND t.repository = r.name
    AND t.gone_at IS NULL AND t.problem IS NOT NULL AND t.problem ->> 'code' <> 'manifest_not_found' LIMIT 1) END`

/** After a repository was read outside of a walk: what the last walk said of it may hold no longer. */
export async function updateSyncProblem({ runtime, registry, repository }: Place): Promise<void> {
  await runtime.store.db.execute(sql`
    UPDATE repositories r SET sync_problem = ${remainingProblem}
    WHERE r.registry_id = ${registry.settings.id} AND r.name = ${repository} AND r.sync_problem IS NOT NULL`)
  tellRegistry(runtime, registry.settings.id)
}
