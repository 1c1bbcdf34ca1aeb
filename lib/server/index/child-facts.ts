import { sql } from 'drizzle-orm'
import type { SizedBlob } from '#lib/engines/layers/size.ts'
import type { Platform } from '#lib/engines/manifest/platform.ts'
import type { ChildFacts } from './derive-facts.ts'
import { itemKey, type RegistryPlace } from './place.ts'

/** What the index knows of these digests as each repository has them, by `itemKey`; those that it does not have are left out. */
export async function childFactsOf(
  { runtime, registry }: RegistryPlace,
  wanted: readonly { repository: string; digest: string }[],
): Promise<Map<string, ChildFacts>> {
  if (wanted.length === 0) return new Map()
  const { rows } = await runtime.store.db.execute<{
    repository: string
    digest: string
    created_at: string | null
    platforms: Platform[] | null
    blobs: SizedBlob[] | null
  }>(sql`
    WITH wanted AS MATERIALIZED (
      SELECT DISTINCT r.repository, r.digest FROM unnest(${sql.param(wanted.map((w) => w.repository))}::text[],
        ${sql.param(wanted.map((w) => w.digest))}::text[]) AS w(repository, digest)
      CROSS JOIN LATERAL (SELECT * FROM repository_manifests r WHERE r.registry_id = ${registry.settings.id}
        AND r.repository = w.repository AND r.digest = w.digest AND r.is_present OFFSET 0) r
    )
    SELECT w.repository, m.digest, m.created_at, m.platforms,
      CASE WHEN m.total_size IS NULL THEN NULL ELSE (
        SELECT coalesce(jsonb_agg(jsonb_build_object('digest', b.blob_digest, 'size', b.size_bytes)), '[]')
        FROM manifest_blobs b
        WHERE b.manifest_digest IN (
          WITH RECURSIVE tree(digest, depth) AS (
            SELECT m.digest, 0
            UNION SELECT c.child_digest, tree.depth + 1 FROM manifest_children c JOIN tree ON c.parent_digest = tree.digest
            WHERE tree.depth < 4
          ) SELECT digest FROM tree)
      ) END AS blobs
    FROM wanted w CROSS JOIN LATERAL (SELECT * FROM manifests m WHERE m.digest = w.digest OFFSET 0) m`)
  return new Map(
    rows.map((row) => [
      itemKey(row.repository, row.digest),
      {
        blobs: row.blobs,
        platforms: row.platforms ?? [],
        createdAt: row.created_at ? new Date(row.created_at) : null,
      },
    ]),
  )
}
