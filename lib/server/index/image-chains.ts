import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { type Chain, chainOfManifest } from '#lib/engines/layers/chain.ts'
import { parseImageConfig } from '#lib/registry/image-config.ts'
import { parseManifest } from '#lib/registry/manifest.ts'
import { configs, imageChains, manifests } from '../store/schema.ts'
import type { Database } from '../store/store.ts'

/** Keeps the chains of images by their manifest digests. Like all facts they never change. */
export async function saveChains(
  db: Pick<Database, 'execute'>,
  images: readonly { readonly digest: string; readonly chain: Chain }[],
): Promise<void> {
  if (images.length === 0) return
  // A list for each row: as text, for arrays of arrays are rectangles.
  const prefixes = images.map(({ chain }) => `{${chain.prefixes.map(({ id }) => id).join()}}`)
  await db.execute(sql`
    INSERT INTO image_chains (manifest_digest, chain, depth, prefixes)
    SELECT digest, chain, depth, prefixes::uuid[] FROM unnest(${sql.param(images.map(({ digest }) => digest))}::text[],
      ${sql.param(images.map(({ chain }) => chain.id))}::uuid[], ${sql.param(images.map(({ chain }) => chain.depth))}::int[],
      ${sql.param(prefixes)}::text[]) AS c(digest, chain, depth, prefixes)
    ON CONFLICT DO NOTHING`)
}

const batchSize = 200

/** Gives the images that were learned before there were chains theirs. Returns how many; may be given up between two batches. */
export async function completeChains(db: Database, signal?: AbortSignal): Promise<number> {
  let count = 0
  let after = ''
  for (;;) {
    if (signal?.aborted) return count
    const rows = await db
      .select({
        digest: manifests.digest,
        mediaType: manifests.mediaType,
        bytes: manifests.bytes,
        config: configs.bytes,
      })
      .from(manifests)
      .leftJoin(imageChains, eq(imageChains.manifestDigest, manifests.digest))
      .leftJoin(configs, eq(configs.digest, manifests.configDigest))
      .where(
        and(eq(manifests.kind, 'image'), isNull(imageChains.manifestDigest), gt(manifests.digest, after)),
      )
      .orderBy(asc(manifests.digest))
      .limit(batchSize)
    const last = rows.at(-1)
    if (!last) return count
    const images = rows.flatMap(({ digest, mediaType, bytes, config }) => {
      const chain = chainOfManifest(parseManifest(bytes, mediaType), config && parseImageConfig(config))
      return chain ? [{ digest, chain }] : []
    })
    await saveChains(db, images)
    count += images.length
    after = last.digest
  }
}
