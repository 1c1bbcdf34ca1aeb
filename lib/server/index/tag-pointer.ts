import { and, eq, sql } from 'drizzle-orm'
import { isReferrerTag } from '#lib/engines/manifest/kind.ts'
import { versionKey } from '#lib/engines/versions/version-key.ts'
import { tags } from '../store/schema.ts'
import type { Failure } from './failure.ts'
import type { Place } from './place.ts'

const isTag = ({ registry, repository }: Place, name: string) =>
  and(eq(tags.registryId, registry.settings.id), eq(tags.repository, repository), eq(tags.name, name))

/** What was last known of a tag, or null. */
export async function readTag(place: Place, name: string) {
  const [row] = await place.runtime.store.db.select().from(tags).where(isTag(place, name))
  return row ?? null
}

/** `digest` undefined leaves the pointer as it was: what we last knew stays, with the reason why it is no newer. */
export async function savePointer(
  place: Place,
  name: string,
  digest: string | null | undefined,
  problem: Failure | null,
): Promise<void> {
  await place.runtime.store.db
    .update(tags)
    .set({
      problem,
      checkedAt: sql`now()`,
      ...(digest === undefined ? {} : { digest, seenAt: sql`now()` }),
    })
    .where(isTag(place, name))
}

/** Adds a tag that the registry was just seen to have, without waiting for the next list. */
export async function addTag(
  { runtime, registry, repository }: Place,
  name: string,
  digest: string,
): Promise<void> {
  const pointer = { digest, seenAt: sql`now()`, checkedAt: sql`now()`, problem: null, goneAt: null }
  await runtime.store.db
    .insert(tags)
    .values({
      registryId: registry.settings.id,
      repository,
      name,
      versionKey: versionKey(name),
      isReferrer: isReferrerTag(name),
      ...pointer,
    })
    .onConflictDoUpdate({ target: [tags.registryId, tags.repository, tags.name], set: pointer })
}

/** Marks a tag as gone, with the time: what was seen is not forgotten. */
export async function markTagGone(place: Place, name: string): Promise<void> {
  await place.runtime.store.db.update(tags).set({ goneAt: sql`now()` }).where(isTag(place, name))
}
