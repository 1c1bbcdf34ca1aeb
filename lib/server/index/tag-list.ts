import { and, eq, sql } from 'drizzle-orm'
import { isReferrerTag } from '#lib/engines/manifest/kind.ts'
import { versionKey } from '#lib/engines/versions/version-key.ts'
import { isRegistryError } from '#lib/registry/error.ts'
import { repositories } from '../store/schema.ts'
import { type Failure, failureOf } from './failure.ts'
import { flightKey, type Place } from './place.ts'
import { summariseRepository } from './summarise-repository.ts'

/** Past this many tags a registry is lying, or a machine has run amok. */
const maxTags = 500_000

export const tagListFlight = (place: Place) => flightKey('tags', place)

/**
 * Reads the names of a repository's tags from the registry and makes the index say the same: new ones appear, those that
 * are gone are marked so with the time. A failure is recorded with the repository, and thrown.
 */
export function refreshTagList(place: Place): Promise<void> {
  return place.runtime.flights.run(tagListFlight(place), async () => {
    try {
      await replaceNames(place, await readNames(place))
    } catch (error) {
      await recordFailure(place, error)
      throw error
    }
    await summariseRepository(place)
  })
}

async function readNames({ registry, repository }: Place): Promise<string[]> {
  const names = new Set<string>()
  for await (const page of registry.client.listTags(repository)) {
    for (const name of page) names.add(name)
    if (names.size > maxTags) break
  }
  return [...names]
}

async function replaceNames(
  { runtime, registry, repository }: Place,
  names: readonly string[],
): Promise<void> {
  const id = registry.settings.id
  const keys = names.map(versionKey)
  const referrers = names.map(isReferrerTag)
  await runtime.store.db.transaction(async (tx) => {
    await tx.execute(sql`
      INSERT INTO repositories (registry_id, name, source, tags_listed_at)
      VALUES (${id}, ${repository}, 'opened', now())
      ON CONFLICT (registry_id, name)
      DO UPDATE SET tags_listed_at = now(), tags_failed_at = NULL, tags_problem = NULL, missing_since = NULL`)
    await tx.execute(sql`
      INSERT INTO tags (registry_id, repository, name, version_key, is_referrer)
      SELECT ${id}, ${repository}, name, key, is_referrer
      FROM unnest(${sql.param(names)}::text[], ${sql.param(keys)}::text[], ${sql.param(referrers)}::bool[])
        AS listed(name, key, is_referrer)
      ON CONFLICT (registry_id, repository, name) DO UPDATE
        SET gone_at = NULL, digest = NULL, seen_at = NULL, problem = NULL, first_seen_at = now()
        WHERE tags.gone_at IS NOT NULL`)
    await tx.execute(sql`
      UPDATE tags SET gone_at = now()
      WHERE registry_id = ${id} AND repository = ${repository} AND gone_at IS NULL
        AND NOT name = ANY(${sql.param(names)}::text[])`)
  })
}

async function recordFailure({ runtime, registry, repository }: Place, error: unknown): Promise<void> {
  const failure: Failure = failureOf(error)
  const isMissing = isRegistryError(error) && error.code === 'not_found'
  const { db } = runtime.store
  const where = and(eq(repositories.registryId, registry.settings.id), eq(repositories.name, repository))
  await db
    .update(repositories)
    .set({
      tagsFailedAt: new Date(),
      tagsProblem: failure,
      ...(isMissing ? { missingSince: sql`coalesce(missing_since, now())`, tagsListedAt: new Date() } : {}),
    })
    .where(where)
  if (!isMissing) return
  await db.execute(sql`
    UPDATE tags SET gone_at = now()
    WHERE registry_id = ${registry.settings.id} AND repository = ${repository} AND gone_at IS NULL`)
  await summariseRepository({ runtime, registry, repository })
}
