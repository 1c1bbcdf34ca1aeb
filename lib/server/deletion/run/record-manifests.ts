import { sql } from 'drizzle-orm'
import { referrersBySubject, withDescendants } from '#lib/engines/deletion/graph.ts'
import { isRegistryError } from '#lib/registry/error.ts'
import type { RawManifest } from '#lib/registry/types.ts'
import type { Place } from '../../index/place.ts'
import { deletionManifests } from '../../store/schema.ts'
import type { Pass, ReadPass } from './pass.ts'
import type { ItemRow } from './run-store.ts'

const digestsAtOnce = 500

/**
 * Keeps the exact bytes of all that these items could take with them, before anything is done: what they are on, everything
 * below, and what is about any of it. Answers the digests that nobody could get hold of.
 */
export async function recordManifests(
  { run, place, graph, patience }: ReadPass,
  rows: readonly ItemRow[],
): Promise<ReadonlySet<string>> {
  const below = withDescendants(
    graph,
    rows.flatMap(({ digest }) => digest ?? []),
  )
  const bySubject = referrersBySubject(graph)
  const about = [...below].flatMap((digest) => bySubject.get(digest) ?? [])
  const digests = [...withDescendants(graph, [...below, ...about])].filter((digest) =>
    graph.manifests.has(digest),
  )
  const { db } = place.runtime.store
  const kept = new Set<string>()
  for (let at = 0; at < digests.length; at += digestsAtOnce) {
    const { rows: written } = await db.execute<{ digest: string }>(sql`
      WITH known AS (
        SELECT digest, media_type, bytes FROM manifests
        WHERE digest = ANY(${sql.param(digests.slice(at, at + digestsAtOnce))}::text[])
      ), written AS (
        INSERT INTO deletion_manifests (deletion_id, registry_id, repository, digest, media_type, bytes)
        SELECT ${run.id}, ${place.registry.settings.id}, ${place.repository}, digest, media_type, bytes FROM known
        ON CONFLICT DO NOTHING
      ) SELECT digest FROM known`)
    for (const { digest } of written) kept.add(digest)
  }
  const missing = new Set<string>()
  for (const digest of digests) {
    if (kept.has(digest)) continue
    try {
      const raw = await patience.try(() =>
        place.registry.client.getManifest(place.repository, digest, place.call),
      )
      await keep({ run, place }, raw)
    } catch (error) {
      if (!isRegistryError(error)) throw error
      missing.add(digest)
    }
  }
  return missing
}

async function keep({ run, place }: Pick<Pass, 'run' | 'place'>, raw: RawManifest): Promise<void> {
  await place.runtime.store.db
    .insert(deletionManifests)
    .values({
      deletionId: run.id,
      registryId: place.registry.settings.id,
      repository: place.repository,
      ...raw,
    })
    .onConflictDoNothing()
}

/** The bytes of a manifest as the run kept them, or as any registry brought them; null where nobody has them. */
export async function readKept(
  { runtime, registry, repository }: Place,
  deletionId: string,
  digest: string,
): Promise<RawManifest | null> {
  const { rows } = await runtime.store.db.execute<{ media_type: string; bytes: Buffer }>(sql`
    SELECT media_type, bytes FROM deletion_manifests WHERE deletion_id = ${deletionId} AND digest = ${digest}
      AND registry_id = ${registry.settings.id} AND repository = ${repository}
    UNION ALL SELECT media_type, bytes FROM manifests WHERE digest = ${digest} LIMIT 1`)
  const row = rows[0]
  return row ? { digest, mediaType: row.media_type, bytes: row.bytes } : null
}
