import { sql } from 'drizzle-orm'
import pLimit from 'p-limit'
import type { GraphManifest } from '#lib/engines/deletion/graph.ts'
import { learnManifests } from '../../index/learn-manifests.ts'
import { recordMembership } from '../../index/membership.ts'
import type { Place } from '../../index/place.ts'
import { digestNow } from '../truth.ts'
import type { Patience } from './patience.ts'
import { settleAll } from './settle-all.ts'

const atOnce = 16

/** What the repository holds by digest: behind its tags, seen without one, and below each index. */
const treeOf = ({ registry, repository }: Place, tagged: readonly string[]) => sql`
  WITH RECURSIVE here AS MATERIALIZED (
    SELECT digest, is_present FROM repository_manifests
    WHERE registry_id = ${registry.settings.id} AND repository = ${repository}
  ), tree(digest) AS (
    SELECT digest FROM (
      SELECT unnest(${sql.param(tagged)}::text[]) AS digest UNION SELECT digest FROM here WHERE is_present
    ) roots
    UNION
    SELECT c.child_digest FROM manifest_children c JOIN tree ON c.parent_digest = tree.digest
    WHERE c.child_digest NOT IN (SELECT digest FROM here WHERE NOT is_present)
  )`

/**
 * Makes sure of what nobody looks at any more: digests without a tag of which the index knows no more than that they were
 * there once, and untagged indexes, which would hold their children for ever. `asked` are looked at whatever they are.
 */
export async function confirmUntagged(
  place: Place,
  tagged: readonly string[],
  asked: readonly string[],
  patience: Patience,
): Promise<void> {
  const { rows } = await place.runtime.store.db.execute<{ digest: string; is_known: boolean }>(sql`
    SELECT r.digest, m.digest IS NOT NULL AS is_known FROM repository_manifests r
    LEFT JOIN manifests m ON m.digest = r.digest
    WHERE r.registry_id = ${place.registry.settings.id} AND r.repository = ${place.repository} AND r.is_present
      AND r.digest <> ALL(${sql.param(tagged)}::text[])
      AND (m.digest IS NULL OR m.kind = 'index' OR r.digest = ANY(${sql.param(asked)}::text[]))`)
  const known = new Set(rows.map((row) => row.digest))
  const limit = pLimit(atOnce)
  const look = async (digest: string) => {
    const isThere = (await patience.try(() => digestNow(place, digest))) !== null
    if (!isThere) return recordMembership(place, digest, false)
    await learnManifests(place, [{ repository: place.repository, digest, isConfirmed: true }])
  }
  const digests = [...known, ...asked.filter((digest) => !known.has(digest))]
  await settleAll(digests.map((digest) => limit(() => look(digest))))
}

/** Every manifest that the repository is known to have, tagged or not, with what it stands on. */
export async function readGraphManifests(
  place: Place,
  tagged: readonly string[],
): Promise<Map<string, GraphManifest>> {
  const { rows } = await place.runtime.store.db.execute<{
    digest: string
    size_bytes: number
    subject_digest: string | null
    children: string[] | null
    blobs: { d: string; s: number | null }[] | null
  }>(sql`${treeOf(place, tagged)}
    SELECT m.digest, m.size_bytes, m.subject_digest,
      (SELECT array_agg(c.child_digest ORDER BY c.position) FROM manifest_children c WHERE c.parent_digest = m.digest) AS children,
      (SELECT jsonb_agg(jsonb_build_object('d', b.blob_digest, 's', b.size_bytes))
        FROM manifest_blobs b WHERE b.manifest_digest = m.digest) AS blobs
    FROM tree JOIN manifests m ON m.digest = tree.digest`)
  return new Map(
    rows.map((row) => [
      row.digest,
      {
        digest: row.digest,
        sizeBytes: row.size_bytes,
        children: [...new Set(row.children ?? [])],
        subject: row.subject_digest,
        blobs: (row.blobs ?? []).map(({ d, s }) => ({ digest: d, size: s ?? 0 })),
      },
    ]),
  )
}
