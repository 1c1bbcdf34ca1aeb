import { sql } from 'drizzle-orm'
import { distinctSize, type SizedBlob } from '#lib/engines/layers/size.ts'
import type { RegistryPlace } from '../../index/place.ts'
import type { RepositoryPlan } from './plan-repository.ts'

/** A repository of a registry with what is planned there. */
export interface PlannedRepository {
  readonly repository: string
  readonly planned: RepositoryPlan
}

/**
 * Bytes that one registry has free after its garbage collection: distinct blobs and manifests that nothing holds which stays,
 * in these repositories (as they were just read) or in any other (as the index knows them). null where the index can't
 * vouch for the others: it has not seen all repositories, or not all of their tags.
 */
export async function freedBytes(
  place: RegistryPlace,
  repositories: readonly PlannedRepository[],
): Promise<number | null> {
  if (repositories.some(({ planned }) => planned.graph?.isComplete === false)) return null
  const held = new Set<string>()
  const freed: SizedBlob[] = []
  for (const { planned } of repositories) {
    const removed = new Set(planned.plan?.manifestsRemoved ?? [])
    for (const manifest of planned.graph?.manifests.values() ?? []) {
      const blobs = [{ digest: manifest.digest, size: manifest.sizeBytes }, ...manifest.blobs]
      if (removed.has(manifest.digest)) freed.push(...blobs)
      else for (const { digest } of blobs) held.add(digest)
    }
  }
  const candidates = freed.filter(({ digest }) => !held.has(digest))
  if (candidates.length === 0) return 0
  const names = repositories.map(({ repository }) => repository)
  if (!(await isRestKnown(place, names))) return null
  const elsewhere = await heldElsewhere(place, names, [...new Set(candidates.map(({ digest }) => digest))])
  return distinctSize(candidates.filter(({ digest }) => !elsewhere.has(digest)))
}

/** Whether the catalog was read, and every tag of every other repository is known. */
async function isRestKnown({ runtime, registry }: RegistryPlace, but: readonly string[]): Promise<boolean> {
  const id = registry.settings.id
  const { rows } = await runtime.store.db.execute<{ known: boolean }>(sql`
    SELECT EXISTS (SELECT FROM registry_states WHERE registry_id = ${id}
        AND catalog_listed_at IS NOT NULL AND catalog_problem IS NULL)
      AND NOT EXISTS (SELECT FROM repositories WHERE registry_id = ${id} AND name <> ALL(${sql.param(but)}::text[])
        AND missing_since IS NULL AND (unknown_tags > 0 OR tag_count IS NULL)) AS known`)
  return rows[0]?.known === true
}

/** Which of these other repositories hold, as blobs or as manifests, behind a tag or not. */
async function heldElsewhere(
  { runtime, registry }: RegistryPlace,
  but: readonly string[],
  digests: readonly string[],
): Promise<Set<string>> {
  const other = sql`r.registry_id = ${registry.settings.id} AND r.repository <> ALL(${sql.param(but)}::text[])`
  const { rows } = await runtime.store.db.execute<{ digest: string }>(sql`
    SELECT a.digest FROM unnest(${sql.param(digests)}::text[]) AS a(digest)
    WHERE EXISTS (SELECT FROM repository_blobs r WHERE ${other} AND r.blob_digest = a.digest)
      OR EXISTS (SELECT FROM repository_manifests r WHERE ${other} AND r.digest = a.digest AND r.is_present)
      OR EXISTS (SELECT FROM manifest_blobs b JOIN repository_manifests r ON r.digest = b.manifest_digest
        WHERE b.blob_digest = a.digest AND ${other} AND r.is_present)`)
  return new Set(rows.map((row) => row.digest))
}
