import { sql } from 'drizzle-orm'
import type { ParamsOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { listReferrers as endpoint, Referrer } from '#lib/api/manifests.ts'
import { kindOfDescriptor } from '#lib/engines/manifest/kind.ts'
import { isRegistryError } from '#lib/registry/error.ts'
import type { Descriptor } from '#lib/registry/types.ts'
import type { Context } from '../context.ts'
import { digestNow } from '../deletion/truth.ts'
import { learnManifest } from '../index/learn-manifest.ts'
import { readManifest } from '../index/manifest-detail.ts'
import type { Place } from '../index/place.ts'
import { recordCapability } from '../index/registry-state.ts'
import { openRepository } from './open-repository.ts'

/** Signatures and the like come in dozens at the most; what is beyond is listed without being looked into. */
const maxLookedInto = 50

/**
 * All that refers to a digest, wherever registries and tools keep it: the referrers API, its fallback tag, cosign's old
 * tags, and BuildKit's attestations inside an index. Each once, in that order.
 */
export async function listReferrers(
  context: Context,
  params: ParamsOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  const { runtime, signal } = context
  // The protocol answers an empty list for a repository that there is not; for us it is not found.
  const { place } = await openRepository(context, params)
  const { registry } = place
  const { source, descriptors } = await registry.client.listReferrers(params.repository, params.digest, {
    signal,
  })
  await recordCapability(runtime, params.registry, { referrers: source === 'api' })
  const found = [
    ...(await Promise.all(descriptors.map((d, i) => describe(place, d, source, i < maxLookedInto)))),
    ...(await readCosignTags(place, params.digest)),
    ...(await readIndexAttestations(place, params.digest)),
  ]
  const items = [...new Map(found.map((referrer) => [referrer.digest, referrer])).values()]
  return {
    items,
    nextCursor: null,
    total: items.length,
    freshness: { asOf: new Date().toISOString(), state: 'fresh', problem: null },
  }
}

/** Registries often leave out what a referrer is; its manifest tells. */
async function describe(
  place: Place,
  descriptor: Descriptor,
  source: Referrer['source'],
  lookInto: boolean,
): Promise<Referrer> {
  const known = lookInto ? await learnQuietly(place, descriptor.digest) : null
  const stated = kindOfDescriptor(descriptor)
  return {
    digest: descriptor.digest,
    mediaType: descriptor.mediaType,
    artifactType: descriptor.artifactType ?? known?.row.artifactType ?? null,
    kind: known?.row.kind ?? stated,
    size: known?.row.totalSize ?? null,
    annotations: { ...known?.row.annotations, ...descriptor.annotations },
    source,
  }
}

/** One referrer that cannot be read must not hide the others. */
async function learnQuietly(place: Place, digest: string) {
  try {
    await learnManifest(place, digest)
    return await readManifest(place, digest)
  } catch (error) {
    if (isRegistryError(error) && !error.isTemporary) return null
    throw error
  }
}

/** cosign before the referrers API: `sha256-<hex>.sig`, `.att` and `.sbom`, tags like any other. */
async function readCosignTags(place: Place, digest: string): Promise<Referrer[]> {
  const { rows } = await place.runtime.store.db.execute<{ name: string }>(sql`
    SELECT name FROM tags WHERE registry_id = ${place.registry.settings.id} AND repository = ${place.repository}
      AND gone_at IS NULL AND starts_with(name, ${`${digest.replace(':', '-')}.`})`)
  const found = await Promise.all(
    rows.map(async ({ name }) => {
      const digest = await digestNow(place, name)
      const known = digest ? await learnQuietly(place, digest) : null
      if (!known) return []
      const { mediaType, artifactType, kind, totalSize: size, annotations } = known.row
      return [
        {
          digest: known.row.digest,
          mediaType,
          artifactType,
          kind,
          size,
          annotations,
          source: 'cosign' as const,
        },
      ]
    }),
  )
  return found.flat()
}

async function readIndexAttestations(
  { runtime, registry, repository }: Place,
  digest: string,
): Promise<Referrer[]> {
  const { rows } = await runtime.store.db.execute<{
    child_digest: string
    media_type: string
    artifact_type: string | null
    annotations: Record<string, string>
    total_size: string | null
  }>(sql`
    SELECT DISTINCT ON (c.child_digest) c.child_digest, c.media_type, c.artifact_type, c.annotations, m.total_size
    FROM manifest_children c
    JOIN repository_manifests r ON r.digest = c.parent_digest AND r.is_present
      AND r.registry_id = ${registry.settings.id} AND r.repository = ${repository}
    LEFT JOIN manifests m ON m.digest = c.child_digest
    WHERE c.annotations ->> 'vnd.docker.reference.digest' = ${digest}`)
  return rows.map((row) => ({
    digest: row.child_digest,
    mediaType: row.media_type,
    artifactType: row.artifact_type,
    kind: 'attestation',
    size: row.total_size === null ? null : Number(row.total_size),
    annotations: row.annotations,
    source: 'index',
  }))
}
