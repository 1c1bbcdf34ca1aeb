import { and, eq } from 'drizzle-orm'
import { repositoryManifests } from '../store/schema.ts'
import type { Place } from './place.ts'

/** Notes that the repository has this digest, or that it was looked for and is missing. */
export async function recordMembership(
  { runtime, registry, repository }: Place,
  digest: string,
  isPresent: boolean,
): Promise<void> {
  const seen = { isPresent, seenAt: new Date() }
  await runtime.store.db
    .insert(repositoryManifests)
    .values({ registryId: registry.settings.id, repository, digest, ...seen })
    .onConflictDoUpdate({
      target: [repositoryManifests.registryId, repositoryManifests.repository, repositoryManifests.digest],
      set: seen,
    })
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
