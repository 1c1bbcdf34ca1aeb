import { sql } from 'drizzle-orm'
import type { Transaction } from './facts-batch.ts'
import type { Failure } from './failure.ts'
import { itemKey, type RegistryPlace } from './place.ts'

export interface TagPlace {
  readonly repository: string
  readonly name: string
}

/** What decides whether a tag has to be looked at, and how. */
export interface KnownPointer {
  readonly digest: string | null
  /** Whether the index knows all about that digest. */
  readonly isComplete: boolean
  readonly checkedAt: Date | null
}

/** What is known of many tags, by `itemKey`, and the time (by the clock that writes all others) at which that was read. */
export async function readPointers(
  { runtime, registry }: RegistryPlace,
  asked: readonly TagPlace[],
): Promise<{ known: Map<string, KnownPointer>; readAt: string }> {
  const { rows } = await runtime.store.db.execute<{
    repository: string
    name: string
    digest: string | null
    is_complete: boolean | null
    checked_at: string | null
    read_at: string
  }>(sql`
    SELECT t.repository, t.name, t.digest, m.is_complete, t.checked_at, clock_timestamp()::text AS read_at
    FROM unnest(${sql.param(asked.map((a) => a.repository))}::text[], ${sql.param(asked.map((a) => a.name))}::text[])
      AS a(repository, name)
    CROSS JOIN LATERAL (SELECT * FROM tags t
      WHERE t.registry_id = ${registry.settings.id} AND t.repository = a.repository AND t.name = a.name OFFSET 0) t
    LEFT JOIN LATERAL (SELECT m.is_complete FROM manifests m WHERE m.digest = t.digest OFFSET 0) m ON true`)
  const known = new Map(
    rows.map((row) => [
      itemKey(row.repository, row.name),
      {
        digest: row.digest,
        isComplete: row.is_complete ?? false,
        checkedAt: row.checked_at ? new Date(row.checked_at) : null,
      },
    ]),
  )
  // Without a row there is nothing to write, either.
  return { known, readAt: rows[0]?.read_at ?? 'now' }
}

export interface PointerRead extends TagPlace {
  /** undefined leaves the pointer as it was: what we last knew stays, with the reason why it is no newer. */
  readonly digest: string | null | undefined
  readonly problem: Failure | null
}

/**
 * Keeps where tags point. What somebody wrote since `readAt` (a notification, a deletion) is newer than what was read, and
 * stays. A pointer that moved between two looks is told as an event.
 */
export async function writePointers(
  tx: Transaction,
  registryId: string,
  reads: readonly PointerRead[],
  readAt: string,
): Promise<void> {
  if (reads.length === 0) return
  const rows = reads.toSorted((a, b) =>
    itemKey(a.repository, a.name) < itemKey(b.repository, b.name) ? -1 : 1,
  )
  // The registry stands in each row: were it said of the tags alone, they would be taken for few, and gone through for each.
  // By its key, and whether it is gone afterwards: the index of what is not gone would be taken for as good as the key, and
  // a repository of thousands gone through for each of its tags.
  await tx.execute(sql`
    WITH read AS MATERIALIZED (
      SELECT ${registryId}::text AS registry_id, * FROM unnest(${sql.param(rows.map((r) => r.repository))}::text[],
        ${sql.param(rows.map((r) => r.name))}::text[], ${sql.param(rows.map((r) => r.digest ?? null))}::text[],
        ${sql.param(rows.map((r) => r.digest !== undefined))}::bool[],
        ${sql.param(rows.map((r) => (r.problem ? JSON.stringify(r.problem) : null)))}::text[])
        AS r(repository, name, digest, is_read, problem)
    ), before AS MATERIALIZED (
      SELECT r.*, t.digest AS old FROM read r
      CROSS JOIN LATERAL (
        SELECT t.digest, t.gone_at, t.seen_at FROM tags t
        WHERE t.registry_id = r.registry_id AND t.repository = r.repository AND t.name = r.name
        OFFSET 0 FOR NO KEY UPDATE
      ) t
      WHERE t.gone_at IS NULL AND (t.seen_at IS NULL OR t.seen_at <= ${readAt}::timestamptz)
    ), moved AS (
      INSERT INTO events (at, registry_id, repository, tag, digest, action, source)
      SELECT now(), registry_id, repository, name, digest, 'move', 'sync' FROM before
      WHERE is_read AND old IS NOT NULL AND digest IS NOT NULL AND old <> digest
    )
    UPDATE tags t SET checked_at = now(), problem = b.problem::jsonb,
      digest = CASE WHEN b.is_read THEN b.digest ELSE t.digest END,
      seen_at = CASE WHEN b.is_read THEN now() ELSE t.seen_at END
    FROM before b
    WHERE t.registry_id = b.registry_id AND t.repository = b.repository AND t.name = b.name`)
}
