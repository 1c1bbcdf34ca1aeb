import { sql } from 'drizzle-orm'
import type { SizedBlob } from '#lib/engines/layers/size.ts'
import type { Platform } from '#lib/engines/manifest/platform.ts'
import type { ParsedManifest } from '#lib/registry/manifest.ts'
import type { Descriptor, RawManifest } from '#lib/registry/types.ts'
import { configs, manifestBlobs, manifestChildren, manifests } from '../store/schema.ts'
import type { ChildFacts, DerivedFacts } from './derive-facts.ts'
import { saveChains } from './image-chains.ts'
import { saveLabels } from './manifest-labels.ts'
import type { Place } from './place.ts'
import { storable } from './storable.ts'

/** Keeps a manifest and everything derived from it, in one transaction. */
export async function saveManifest(
  { runtime }: Place,
  raw: RawManifest,
  parsed: ParsedManifest,
  config: { digest: string; bytes: Buffer } | null,
  facts: DerivedFacts,
): Promise<void> {
  const derived = storable({
    kind: facts.kind,
    totalSize: facts.totalSize,
    createdAt: facts.created?.at ?? null,
    createdSource: facts.created?.source ?? null,
    platforms: [...facts.platforms],
    // An index with a missing child is looked at again, for the child may be pushed yet.
    isComplete: facts.kind !== 'index' || facts.totalSize !== null,
  })
  await runtime.store.db.transaction(async (tx) => {
    await tx
      .insert(manifests)
      .values(
        storable({
          digest: raw.digest,
          mediaType: raw.mediaType,
          sizeBytes: raw.bytes.length,
          bytes: raw.bytes,
          artifactType: 'artifactType' in parsed ? (parsed.artifactType ?? null) : null,
          subjectDigest: 'subject' in parsed ? (parsed.subject?.digest ?? null) : null,
          configDigest: parsed.shape === 'image' ? parsed.config.digest : null,
          annotations: 'annotations' in parsed ? parsed.annotations : {},
          ...derived,
        }),
      )
      .onConflictDoUpdate({ target: manifests.digest, set: derived })
    const blobs = blobRows(raw.digest, parsed)
    if (blobs.length > 0) await tx.insert(manifestBlobs).values(storable(blobs)).onConflictDoNothing()
    const children = childRows(raw.digest, parsed)
    if (children.length > 0)
      await tx.insert(manifestChildren).values(storable(children)).onConflictDoNothing()
    if (config) {
      await tx
        .insert(configs)
        .values({ digest: config.digest, bytes: config.bytes, sizeBytes: config.bytes.length })
        .onConflictDoNothing()
    }
    if (facts.labels.length > 0) await saveLabels(tx, [{ digest: raw.digest, labels: facts.labels }])
    if (facts.chain) await saveChains(tx, [{ digest: raw.digest, chain: facts.chain }])
  })
}

function blobRows(manifestDigest: string, parsed: ParsedManifest) {
  if (parsed.shape !== 'image') return []
  const row = (descriptor: Descriptor, role: 'config' | 'layer', position: number) => ({
    manifestDigest,
    role,
    position,
    blobDigest: descriptor.digest,
    mediaType: descriptor.mediaType,
    sizeBytes: descriptor.size,
  })
  return [row(parsed.config, 'config', 0), ...parsed.layers.map((layer, i) => row(layer, 'layer', i))]
}

function childRows(parentDigest: string, parsed: ParsedManifest) {
  if (parsed.shape !== 'index') return []
  return parsed.manifests.map((child, position) => ({
    parentDigest,
    position,
    childDigest: child.digest,
    mediaType: child.mediaType,
    artifactType: child.artifactType ?? null,
    platform: child.platform ?? null,
    sizeBytes: child.size,
    annotations: child.annotations ?? {},
  }))
}

/** What the index knows of these digests as this repository has them; those that it does not have have no blobs. */
export async function childFactsOf(
  place: Place,
  digests: readonly string[],
): Promise<Map<string, ChildFacts>> {
  const { rows } = await place.runtime.store.db.execute<{
    digest: string
    created_at: string | null
    platforms: Platform[] | null
    blobs: SizedBlob[] | null
  }>(sql`
    SELECT m.digest, m.created_at, m.platforms,
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
    FROM manifests m
    JOIN repository_manifests r ON r.digest = m.digest AND r.is_present
      AND r.registry_id = ${place.registry.settings.id} AND r.repository = ${place.repository}
    WHERE m.digest = ANY(${sql.param(digests)})`)
  return new Map(
    rows.map((row) => [
      row.digest,
      {
        blobs: row.blobs,
        platforms: row.platforms ?? [],
        createdAt: row.created_at ? new Date(row.created_at) : null,
      },
    ]),
  )
}
