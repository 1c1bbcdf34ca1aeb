import { sql } from 'drizzle-orm'
import type { RecentPush } from '#lib/api/overview.ts'
import type { Runtime } from '../runtime.ts'

interface Row extends Record<string, unknown> {
  readonly registry_id: string
  readonly repository: string
  readonly tag: string
  readonly digest: string | null
  readonly at: string
  readonly source: 'notification' | 'sync' | 'portolan' | null
  readonly actor: string | null
  readonly is_gone: boolean
}

/** The newest of both, each tag with its newest only. What somebody told counts before what an image says of itself. */
export function mergePushes(
  told: readonly RecentPush[],
  built: readonly RecentPush[],
  limit: number,
): RecentPush[] {
  const byTag = new Map<string, RecentPush>()
  for (const push of [...told.toSorted(newestFirst), ...built.toSorted(newestFirst)]) {
    const key = `${push.registry} ${push.repository}:${push.tag}`
    if (!byTag.has(key)) byTag.set(key, push)
  }
  return [...byTag.values()].toSorted(newestFirst).slice(0, limit)
}

const newestFirst = (a: RecentPush, b: RecentPush) => Date.parse(b.at) - Date.parse(a.at)

/**
 * What was pushed lately, the newest first. Where registries tell nothing and no walk has noticed anything yet, the images
 * that were built last fill the list: for them the time of the push is not known.
 */
export async function readRecentPushes(
  runtime: Runtime,
  ids: readonly string[],
  limit: number,
): Promise<RecentPush[]> {
  const told = await readTold(runtime, ids, limit * 4)
  const merged = mergePushes(told, [], limit)
  return merged.length === limit ? merged : mergePushes(told, await readBuilt(runtime, ids, limit), limit)
}

/** `limit` is above what is wanted: a tag that moves every minute fills the newest rows alone. */
async function readTold(runtime: Runtime, ids: readonly string[], limit: number): Promise<RecentPush[]> {
  const { rows } = await runtime.store.db.execute<Row>(sql`
    SELECT e.registry_id, e.repository, e.tag, e.digest, e.at, e.source, e.actor,
      t.name IS NULL OR t.gone_at IS NOT NULL AS is_gone
    FROM events e
    LEFT JOIN tags t ON t.registry_id = e.registry_id AND t.repository = e.repository AND t.name = e.tag
    WHERE e.action IN ('push', 'appear', 'move') AND e.tag IS NOT NULL
      AND e.registry_id = ANY(${sql.param([...ids])}::text[])
    ORDER BY e.at DESC, e.id DESC LIMIT ${limit}`)
  return rows.map((row) => present(row, row.source === 'sync' ? 'noticed' : 'told'))
}

/** The repositories with the newest images, and of each the tags on the newest of them: no other tag is looked at. */
async function readBuilt(runtime: Runtime, ids: readonly string[], limit: number): Promise<RecentPush[]> {
  const { rows } = await runtime.store.db.execute<Row>(sql`
    SELECT t.registry_id, t.repository, t.name AS tag, t.digest, newest.last_pushed_at AS at, NULL AS source,
      NULL AS actor, false AS is_gone
    FROM (
      SELECT r.registry_id, r.name, r.last_pushed_at FROM repositories r
      WHERE r.registry_id = ANY(${sql.param([...ids])}::text[]) AND r.missing_since IS NULL
        AND r.last_pushed_at IS NOT NULL
      ORDER BY r.last_pushed_at DESC LIMIT ${limit}
    ) AS newest
    CROSS JOIN LATERAL (
      SELECT t.registry_id, t.repository, t.name, t.digest FROM tags t JOIN manifests m ON m.digest = t.digest
      WHERE t.registry_id = newest.registry_id AND t.repository = newest.name AND t.gone_at IS NULL
        AND NOT t.is_referrer AND m.created_at = newest.last_pushed_at
      ORDER BY t.version_key DESC LIMIT 1
    ) AS t`)
  return rows.map((row) => present(row, 'built'))
}

const present = (row: Row, basis: RecentPush['basis']): RecentPush => ({
  registry: row.registry_id,
  repository: row.repository,
  tag: row.tag,
  digest: row.digest,
  at: new Date(row.at).toISOString(),
  basis,
  actor: row.actor,
  isGone: row.is_gone,
})
