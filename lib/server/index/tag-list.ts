import { and, eq, sql } from 'drizzle-orm'
import { isReferrerTag } from '#lib/engines/manifest/kind.ts'
import { versionKey } from '#lib/engines/versions/version-key.ts'
import { isRegistryError, RegistryError } from '#lib/registry/error.ts'
import { repositories } from '../store/schema.ts'
import { type Failure, failureOf, isCancelled } from './failure.ts'
import { flightKey, type Place } from './place.ts'
import { summariseRepository } from './summarise-repository.ts'

/** Past this many tags a registry is lying, or a machine has run amok. */
const maxTags = 500_000

export const tagListFlight = (place: Place) => flightKey('tags', place)

/**
 * Reads the names of a repository's tags from the registry and makes the index say the same: new ones appear, those that
 * are gone are marked so with the time. A failure is recorded with the repository, and thrown.
 */
export const refreshTagList = (place: Place): Promise<void> =>
  place.runtime.flights.run(tagListFlight(place), () => refresh(place))

/** The same, never joining a read that began before: a tag pushed in between would be missing from it. */
export const rereadTagList = (place: Place): Promise<void> =>
  place.runtime.flights.runAnew(tagListFlight(place), () => refresh(place))

async function refresh(place: Place): Promise<void> {
  try {
    const startedAt = await databaseTime(place)
    await replaceNames(place, await readNames(place), startedAt)
  } catch (error) {
    if (!isCancelled(error)) await recordFailure(place, error)
    throw error
  }
  await summariseRepository(place)
}

/** As text, by the clock that writes all other times. */
async function databaseTime({ runtime }: Place): Promise<string> {
  const { rows } = await runtime.store.db.execute<{ now: string }>(sql`SELECT clock_timestamp()::text AS now`)
  return rows[0]?.now ?? 'now'
}

async function readNames({ registry, repository }: Place): Promise<string[]> {
  const names = new Set<string>()
  for await (const page of registry.client.listTags(repository)) {
    for (const name of page) names.add(name)
    // Half a list must not pass for the whole: what is not on it counts as gone, and nothing would guard its digest.
    if (names.size > maxTags) {
      const detail = `The repository lists more than ${maxTags} tags.`
      throw new RegistryError({ code: 'too_large', registry: registry.settings.id, detail })
    }
  }
  return [...names]
}

/** What we saw of a tag after the read had begun (it was deleted, or pushed) is newer than what the read says of it. */
async function replaceNames(
  { runtime, registry, repository }: Place,
  names: readonly string[],
  startedAt: string,
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
        WHERE tags.gone_at < ${startedAt}::timestamptz`)
    await tx.execute(sql`
      UPDATE tags SET gone_at = now()
      WHERE registry_id = ${id} AND repository = ${repository} AND gone_at IS NULL
        AND coalesce(seen_at, first_seen_at) < ${startedAt}::timestamptz
        AND NOT name = ANY(${sql.param(names)}::text[])`)
  })
}

/** What the catalog lists is there, though without a tag: CNCF Distribution answers 404 where only untagged manifests are left. */
const missingSince = sql`CASE WHEN source = 'catalog' THEN missing_since ELSE coalesce(missing_since, now()) END`

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
      ...(isMissing ? { missingSince, tagsListedAt: new Date() } : {}),
    })
    .where(where)
  if (!isMissing) return
  await db.execute(sql`
    UPDATE tags SET gone_at = now()
    WHERE registry_id = ${registry.settings.id} AND repository = ${repository} AND gone_at IS NULL`)
  await summariseRepository({ runtime, registry, repository })
}
