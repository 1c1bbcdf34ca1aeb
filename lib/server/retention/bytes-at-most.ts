import { sql } from 'drizzle-orm'
import type { Runtime } from '../runtime.ts'

/** Past so many digests nobody waits for the sum. */
const mostDigests = 100_000

/**
 * Bytes of all that these manifests stand on, themselves and the children of indexes included: each distinct blob once, the
 * larger claim where two differ, as a deletion's plan counts (`distinctSize`). What stays may hold some of it, so it is at most
 * what comes free. null: nothing is known of any of them, or they are too many to ask.
 */
export async function bytesAtMost({ store }: Runtime, digests: ReadonlySet<string>): Promise<number | null> {
  if (digests.size === 0) return 0
  if (digests.size > mostDigests) return null
  const { rows } = await store.db.execute<{ bytes: number | null }>(sql`
    WITH RECURSIVE tree(digest) AS (
      SELECT unnest(${sql.param([...digests])}::text[])
      UNION
      SELECT c.child_digest FROM manifest_children c JOIN tree ON c.parent_digest = tree.digest
    ), stands AS (
      SELECT m.digest, m.size_bytes FROM tree JOIN manifests m ON m.digest = tree.digest
      UNION ALL
      SELECT b.blob_digest, b.size_bytes FROM tree JOIN manifest_blobs b ON b.manifest_digest = tree.digest
    ), distinct_blobs AS (
      SELECT max(size_bytes) AS size FROM stands GROUP BY digest
    )
    SELECT sum(size)::float8 AS bytes FROM distinct_blobs`)
  return rows[0]?.bytes ?? null
}
