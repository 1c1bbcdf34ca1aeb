import { sql } from 'drizzle-orm'
import type { Store } from '../store/store.ts'

/** What the index knows of a registry, in the units of Prometheus: seconds, seconds since the epoch, bytes. null: unknown. */
export interface RegistryFigures {
  readonly registry: string
  readonly isUp: boolean | null
  readonly latencySeconds: number | null
  readonly checkedAt: number | null
  readonly repositories: number | null
  readonly tags: number | null
  readonly bytes: number | null
  readonly failedRepositories: number
  readonly isWalking: boolean
  readonly walkedAt: number | null
  readonly walkSeconds: number | null
}

/** Out of the index alone; no sum over blobs, which would cost too much four times a minute. */
export async function readRegistryFigures(
  { db }: Pick<Store, 'db'>,
  ids: readonly string[],
): Promise<RegistryFigures[]> {
  const { rows } = await db.execute<Record<keyof RegistryFigures, never> & { registry: string }>(sql`
    SELECT asked.id AS registry,
      CASE WHEN s.status->>'state' <> 'unknown' THEN s.status->>'state' IN ('online', 'slow') END AS "isUp",
      (s.status->>'latencyMs')::float8 / 1000 AS "latencySeconds",
      extract(epoch FROM (s.status->>'checkedAt')::timestamptz)::float8 AS "checkedAt",
      CASE WHEN s.catalog_listed_at IS NOT NULL THEN r.repositories END AS "repositories",
      r.tags AS "tags",
      (SELECT bytes::float8 FROM registry_snapshots WHERE registry_id = asked.id AND bytes IS NOT NULL
        ORDER BY day DESC LIMIT 1) AS "bytes",
      r.failed AS "failedRepositories",
      EXISTS (SELECT FROM sync_walks WHERE registry_id = asked.id AND state = 'running') AS "isWalking",
      extract(epoch FROM w.finished_at)::float8 AS "walkedAt",
      extract(epoch FROM w.finished_at - w.started_at)::float8 AS "walkSeconds"
    FROM unnest(${sql.param([...ids])}::text[]) WITH ORDINALITY AS asked(id, position)
    LEFT JOIN registry_states s ON s.registry_id = asked.id
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS repositories, sum(tag_count)::float8 AS tags, count(sync_problem)::int AS failed
      FROM repositories WHERE registry_id = asked.id AND missing_since IS NULL
    ) r ON true
    LEFT JOIN LATERAL (
      SELECT started_at, finished_at FROM sync_walks
      WHERE registry_id = asked.id AND state IN ('succeeded', 'partial') ORDER BY started_at DESC LIMIT 1
    ) w ON true
    ORDER BY asked.position`)
  return rows
}
