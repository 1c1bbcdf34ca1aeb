import { and, asc, eq, sql } from 'drizzle-orm'
import type { ParsedManifest } from '#lib/registry/manifest.ts'
import { parseManifest } from '#lib/registry/manifest.ts'
import { configs, manifestChildren, manifests, repositoryManifests } from '../store/schema.ts'
import type { Place } from './place.ts'

export type ManifestRow = typeof manifests.$inferSelect

/** What is known of a digest, or null. Whether the repository has it is another question: `isMember`. */
export async function readManifest(
  { runtime }: Place,
  digest: string,
): Promise<{ row: ManifestRow; parsed: ParsedManifest } | null> {
  const [row] = await runtime.store.db.select().from(manifests).where(eq(manifests.digest, digest))
  return row ? { row, parsed: parseManifest(row.bytes, row.mediaType) } : null
}

export async function readConfigBytes({ runtime }: Place, digest: string): Promise<Buffer | null> {
  const [row] = await runtime.store.db.select().from(configs).where(eq(configs.digest, digest))
  return row?.bytes ?? null
}

/** The children of an index with what is known of each, and whether this repository has them. */
export async function readChildren({ runtime, registry, repository }: Place, parentDigest: string) {
  return runtime.store.db
    .select({ child: manifestChildren, manifest: manifests, isPresent: repositoryManifests.isPresent })
    .from(manifestChildren)
    .leftJoin(manifests, eq(manifests.digest, manifestChildren.childDigest))
    .leftJoin(
      repositoryManifests,
      and(
        eq(repositoryManifests.registryId, registry.settings.id),
        eq(repositoryManifests.repository, repository),
        eq(repositoryManifests.digest, manifestChildren.childDigest),
      ),
    )
    .where(eq(manifestChildren.parentDigest, parentDigest))
    .orderBy(asc(manifestChildren.position))
}

/** The other tags of the repository on a digest, as the index knows them, in version order. */
export async function readSiblings(
  { runtime, registry, repository }: Place,
  digest: string,
  except: string | null,
) {
  const { rows } = await runtime.store.db.execute<{ name: string }>(sql`
    SELECT name FROM tags
    WHERE registry_id = ${registry.settings.id} AND repository = ${repository} AND digest = ${digest} AND gone_at IS NULL
    ORDER BY version_key DESC, name`)
  return rows.map((row) => row.name).filter((name) => name !== except)
}

/** Whether every tag of the repository has a known digest, so that siblings can be counted on. */
export async function isEveryTagResolved({ runtime, registry, repository }: Place): Promise<boolean> {
  const { rows } = await runtime.store.db.execute<{ open: boolean }>(sql`
    SELECT EXISTS (SELECT FROM tags WHERE registry_id = ${registry.settings.id} AND repository = ${repository}
      AND gone_at IS NULL AND NOT is_referrer AND digest IS NULL
      AND problem ->> 'code' IS DISTINCT FROM 'manifest_not_found') AS open`)
  return rows[0]?.open === false
}
