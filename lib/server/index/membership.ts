import { and, eq, sql } from 'drizzle-orm'
import { repositoryManifests } from '../store/schema.ts'
import type { Transaction } from './facts-batch.ts'
import { itemKey, type Place, type RegistryPlace } from './place.ts'

/** That a repository has a digest, or that it was looked for and is missing. */
export interface Membership {
  readonly repository: string
  readonly digest: string
  readonly isPresent: boolean
}

/** Notes many at once, in the order of their keys; the last of several about the same digest stands. */
export async function writeMemberships(
  tx: Transaction,
  registryId: string,
  memberships: readonly Membership[],
): Promise<void> {
  const byKey = new Map(memberships.map((m) => [itemKey(m.repository, m.digest), m]))
  if (byKey.size === 0) return
  const rows = [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  await tx.execute(sql`
    INSERT INTO repository_manifests (registry_id, repository, digest, is_present, seen_at)
    SELECT ${registryId}, repository, digest, is_present, now()
    FROM unnest(${sql.param(rows.map((r) => r.repository))}::text[], ${sql.param(rows.map((r) => r.digest))}::text[],
      ${sql.param(rows.map((r) => r.isPresent))}::bool[]) AS m(repository, digest, is_present)
    ON CONFLICT (registry_id, repository, digest)
    DO UPDATE SET is_present = excluded.is_present, seen_at = excluded.seen_at`)
}

/** Notes that the repository has this digest, or that it was looked for and is missing. */
export const recordMembership = (
  { runtime, registry, repository }: Place,
  digest: string,
  isPresent: boolean,
): Promise<void> =>
  writeMemberships(runtime.store.db, registry.settings.id, [{ repository, digest, isPresent }])

/** Which of these were seen to be in their repository, as `itemKey`s. */
export async function readMembers(
  { runtime, registry }: RegistryPlace,
  asked: readonly { repository: string; digest: string }[],
): Promise<Set<string>> {
  if (asked.length === 0) return new Set()
  const { rows } = await runtime.store.db.execute<{ repository: string; digest: string }>(sql`
    SELECT r.repository, r.digest FROM unnest(${sql.param(asked.map((a) => a.repository))}::text[],
      ${sql.param(asked.map((a) => a.digest))}::text[]) AS a(repository, digest)
    CROSS JOIN LATERAL (SELECT * FROM repository_manifests r WHERE r.registry_id = ${registry.settings.id}
      AND r.repository = a.repository AND r.digest = a.digest AND r.is_present OFFSET 0) r`)
  return new Set(rows.map((row) => itemKey(row.repository, row.digest)))
}

/** Whether this repository was seen to have the digest. What is shown of a digest is shown only where this holds. */
export const isMember = async (place: Place, digest: string): Promise<boolean> =>
  (await readMembership(place, digest))?.isPresent ?? false

/** What was last seen of it, and when; null where nobody looked. */
export async function readMembership({ runtime, registry, repository }: Place, digest: string) {
  const [row] = await runtime.store.db
    .select({ isPresent: repositoryManifests.isPresent, seenAt: repositoryManifests.seenAt })
    .from(repositoryManifests)
    .where(
      and(
        eq(repositoryManifests.registryId, registry.settings.id),
        eq(repositoryManifests.repository, repository),
        eq(repositoryManifests.digest, digest),
      ),
    )
  return row ?? null
}

/** What was last seen of each of these digests; nothing of one that nobody looked for. */
export async function readPresence(
  { runtime, registry, repository }: Place,
  digests: readonly string[],
): Promise<Map<string, boolean>> {
  if (digests.length === 0) return new Map()
  const { rows } = await runtime.store.db.execute<{ digest: string; is_present: boolean }>(sql`
    SELECT digest, is_present FROM repository_manifests
    WHERE registry_id = ${registry.settings.id} AND repository = ${repository}
      AND digest = ANY(${sql.param([...new Set(digests)])}::text[])`)
  return new Map(rows.map((row) => [row.digest, row.is_present]))
}
