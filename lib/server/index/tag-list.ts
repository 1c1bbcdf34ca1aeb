import { and, eq, sql } from 'drizzle-orm'
import { isRegistryError } from '#lib/registry/error.ts'
import { repositories } from '../store/schema.ts'
import { type Failure, failureOf, isCancelled } from './failure.ts'
import { isUnderWay, joinedKey, ownKey } from './lines.ts'
import { flightKey, type Place } from './place.ts'
import { summariseRepository } from './summarise-repository.ts'
import { databaseTime, readTagNames, replaceTagNames, type TagNames } from './tag-names.ts'
import { tellRepositories, tellTags } from './tell.ts'

const keyOf = (place: Place) => flightKey('tags', place)

export const isTagListUnderWay = (place: Place): boolean => isUnderWay(place.runtime.flights, keyOf(place))

/**
 * Reads the names of a repository's tags from the registry and makes the index say the same: new ones appear, those that
 * are gone are marked so with the time. A failure is recorded with the repository, and thrown.
 */
export const refreshTagList = (place: Place): Promise<void> =>
  place.runtime.flights.run(
    joinedKey(place, keyOf(place)),
    () => refresh(place),
    () => tellTags(place),
  )

/** The same, never joining a read that began before: a tag pushed in between would be missing from it. */
export const rereadTagList = (place: Place): Promise<void> =>
  place.runtime.flights.runAnew(
    ownKey(place, keyOf(place)),
    () => refresh(place),
    () => tellTags(place),
  )

async function refresh(place: Place): Promise<void> {
  const startedAt = await databaseTime(place)
  const list = await readOrRecord(place)
  const changed = await replaceTagNames(place, [list], startedAt)
  await summariseRepository(place)
  if (changed.length > 0) publishTags(place)
}

/** The names; a failure is recorded with the repository, and thrown. */
export async function readOrRecord(place: Place): Promise<TagNames> {
  try {
    return await readTagNames(place)
  } catch (error) {
    if (!isCancelled(error)) await recordFailure(place, error)
    throw error
  }
}

/** Tells open pages that the tags of the repository are no longer as they show them, nor its row in the list. */
export function publishTags(place: Place): void {
  tellTags(place)
  tellRepositories(place.runtime, place.registry.settings.id)
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
      tagsFailedAt: sql`now()`,
      tagsProblem: failure,
      ...(isMissing ? { missingSince, tagsListedAt: sql`now()` } : {}),
    })
    .where(where)
  if (!isMissing) return
  await db.execute(sql`
    WITH gone AS (
      UPDATE tags SET gone_at = now()
      WHERE registry_id = ${registry.settings.id} AND repository = ${repository} AND gone_at IS NULL
      RETURNING name, digest
    )
    INSERT INTO events (at, registry_id, repository, tag, digest, action, source)
    SELECT now(), ${registry.settings.id}, ${repository}, name, digest, 'vanish', 'sync' FROM gone LIMIT 200`)
  await summariseRepository({ runtime, registry, repository })
}
