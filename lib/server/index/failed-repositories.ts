import { sql } from 'drizzle-orm'
import type { SyncFailure } from '#lib/api/sync.ts'
import type { Runtime } from '../runtime.ts'
import type { StoredProblem } from '../store/schema/registries.ts'

/** That there is no such list is an answer, and no failure to get one. */
export const answers: readonly string[] = ['not_found', 'repository_not_found']

interface Row extends Record<string, unknown> {
  readonly name: string
  readonly problem: StoredProblem
  readonly failed_at: string | null
  readonly good_at: string | null
  readonly total: number
}

/**
 * The repositories of a registry that could not be read when that was last tried, by name. `besides`: codes that are told
 * of the registry as a whole, and need not be told again of each of its repositories.
 */
export async function readFailedRepositories(
  { store }: Pick<Runtime, 'store'>,
  id: string,
  limit: number,
  besides: readonly string[] = [],
): Promise<{ repositories: SyncFailure[]; repositoryCount: number }> {
  const left = [...answers, ...besides]
  const { rows } = await store.db.execute<Row>(sql`
    SELECT r.name, p.problem, p.failed_at, p.good_at, count(*) OVER ()::int AS total
    FROM repositories r
    CROSS JOIN LATERAL (
      SELECT coalesce(r.tags_problem, r.sync_problem) AS problem, coalesce(r.tags_failed_at, r.synced_at) AS failed_at,
        -- Where the names were read and what they point to was not, nobody knows when it was all well.
        CASE WHEN r.tags_problem IS NOT NULL THEN r.tags_listed_at END AS good_at
    ) AS p
    WHERE r.registry_id = ${id} AND r.missing_since IS NULL
      AND (r.sync_problem IS NOT NULL OR r.tags_problem IS NOT NULL)
      AND NOT p.problem->>'code' = ANY(${sql.param(left)}::text[])
    ORDER BY r.name LIMIT ${limit}`)
  return {
    repositories: rows.map((row) => ({
      repository: row.name,
      problem: row.problem,
      failedAt: toTime(row.failed_at),
      lastGoodAt: toTime(row.good_at),
    })),
    repositoryCount: rows[0]?.total ?? 0,
  }
}

const toTime = (text: string | null) => (text ? new Date(text).toISOString() : null)
