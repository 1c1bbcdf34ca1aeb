import { type SQL, sql } from 'drizzle-orm'
import { mediaTypes } from '#lib/registry/media-types.ts'
import type { Place } from './place.ts'

/** All that the repository is known to have: behind its tags, seen by digest, and below each index. */
const treeOf = ({ registry, repository }: Place): SQL => sql`
  WITH RECURSIVE tree(digest) AS (
    SELECT digest FROM (
      SELECT digest FROM tags
      WHERE registry_id = ${registry.settings.id} AND repository = ${repository} AND gone_at IS NULL AND digest IS NOT NULL
      UNION
      SELECT digest FROM repository_manifests
      WHERE registry_id = ${registry.settings.id} AND repository = ${repository} AND is_present
    ) roots
    UNION
    SELECT c.child_digest FROM manifest_children c JOIN tree ON c.parent_digest = tree.digest
  )`

/** The indexes of this repository that hold the digest as a child, as far as anyone has seen. */
export async function readHoldingIndexes(place: Place, digest: string): Promise<string[]> {
  const { rows } = await place.runtime.store.db.execute<{ digest: string }>(sql`${treeOf(place)}
    SELECT DISTINCT c.parent_digest AS digest FROM manifest_children c JOIN tree ON c.parent_digest = tree.digest
    WHERE c.child_digest = ${digest}`)
  return rows.map((row) => row.digest)
}

/** Whether everything behind a tag was looked into, and every index inside an index. */
export async function areIndexesKnown(place: Place): Promise<boolean> {
  const { registry, repository, runtime } = place
  const { rows } = await runtime.store.db.execute<{ known: boolean }>(sql`${treeOf(place)}
    SELECT NOT EXISTS (
      SELECT FROM tags t LEFT JOIN manifests m ON m.digest = t.digest
      WHERE t.registry_id = ${registry.settings.id} AND t.repository = ${repository} AND t.gone_at IS NULL
        AND m.digest IS NULL AND t.problem ->> 'code' IS DISTINCT FROM 'manifest_not_found'
    ) AND NOT EXISTS (
      SELECT FROM manifest_children c JOIN tree ON c.parent_digest = tree.digest
      LEFT JOIN manifests m ON m.digest = c.child_digest
      WHERE m.digest IS NULL AND c.media_type IN (${mediaTypes.ociIndex}, ${mediaTypes.dockerList})
    ) AS known`)
  return rows[0]?.known === true
}
