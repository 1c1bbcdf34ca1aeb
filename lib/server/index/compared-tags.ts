import { type SQL, sql } from 'drizzle-orm'
import type { Kind, Platform } from '#lib/api/tags.ts'
import { platformKey } from '#lib/engines/compare/platform-key.ts'
import type { PlatformImage, SideTag } from '#lib/engines/compare/tag-matrix.ts'
import { platformOf } from '#lib/engines/manifest/platform.ts'
import type { DescriptorPlatform } from '#lib/registry/types.ts'
import type { StoredProblem } from '../store/schema/registries.ts'
import type { Store } from '../store/store.ts'
import { isBroken, kind } from './tag-sorts.ts'

export interface ComparedSideTag extends SideTag {
  readonly repository: string
  readonly versionKey: string
  readonly size: number | null
  readonly kind: Kind | null
  readonly platforms: readonly Platform[] | null
  readonly checkedAt: Date | null
  /** Nobody knows yet what it points to. */
  readonly isUnknown: boolean
  /** Why it could not be read when that was last tried: what is known of it is older. */
  readonly problem: StoredProblem | null
}

interface Row extends Record<string, unknown> {
  repository: string
  name: string
  version_key: string
  digest: string | null
  created_at: string | null
  total_size: string | null
  kind: Kind | null
  platforms: Platform[] | null
  checked_at: string | null
  is_unknown: boolean
  problem: StoredProblem | null
}

export interface ComparedRepositories {
  readonly registry: string
  readonly repositories: readonly string[]
  /** What their names begin with, so that the rest is their path; null: there is one, and it has none. */
  readonly namespace: string | null
}

/** All tags of one side that fit a condition over `t`, in no order; without those that only carry referrers. */
export async function readComparedTags(
  { db }: Pick<Store, 'db'>,
  { registry, repositories, namespace }: ComparedRepositories,
  condition: SQL,
): Promise<ComparedSideTag[]> {
  const { rows } = await db.execute<Row>(sql`
    SELECT t.repository, t.name, t.version_key, t.digest, t.created_at, t.total_size, ${kind} AS kind, t.platforms, t.checked_at,
      t.digest IS NULL AND NOT ${isBroken} AS is_unknown,
      CASE WHEN ${isBroken} THEN NULL ELSE t.problem END AS problem
    FROM tags t
    WHERE t.registry_id = ${registry} AND t.repository = ANY(${sql.param([...repositories])}::text[])
      AND t.gone_at IS NULL AND NOT t.is_referrer AND ${condition}`)
  return rows.map((row) => ({
    repository: row.repository,
    path: namespace === null ? null : row.repository.slice(namespace.length),
    name: row.name,
    versionKey: row.version_key,
    digest: row.digest,
    createdAt: row.created_at === null ? null : new Date(row.created_at),
    size: row.total_size === null ? null : Number(row.total_size),
    kind: row.kind,
    platforms: row.platforms,
    checkedAt: row.checked_at === null ? null : new Date(row.checked_at),
    isUnknown: row.is_unknown,
    problem: row.problem,
  }))
}

/**
 * The images of indexes by platform; attestations are about images and are none. What has no platform is told apart by
 * what it is.
 */
export async function readPlatformImages(
  { db }: Pick<Store, 'db'>,
  digests: readonly string[],
): Promise<ReadonlyMap<string, readonly PlatformImage[]>> {
  if (digests.length === 0) return new Map()
  const { rows } = await db.execute<{
    parent_digest: string
    child_digest: string
    platform: DescriptorPlatform | null
    found: Platform | null
    artifact_type: string | null
  }>(sql`
    SELECT c.parent_digest, c.child_digest, c.platform, m.platforms -> 0 AS found, c.artifact_type
    FROM manifest_children c LEFT JOIN manifests m ON m.digest = c.child_digest
    WHERE c.parent_digest = ANY(${sql.param([...digests])}::text[])
      AND c.annotations ->> 'vnd.docker.reference.type' IS NULL
    ORDER BY c.parent_digest, c.position`)
  const images = new Map<string, PlatformImage[]>()
  for (const { parent_digest, child_digest, platform, found, artifact_type } of rows) {
    const named = platformOf(platform) ?? found
    const of = images.get(parent_digest) ?? []
    of.push({ key: named ? platformKey(named) : (artifact_type ?? ''), digest: child_digest })
    images.set(parent_digest, of)
  }
  return images
}
