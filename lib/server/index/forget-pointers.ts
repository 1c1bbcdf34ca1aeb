import { eq } from 'drizzle-orm'
import {
  events,
  registrySnapshots,
  registryStates,
  repositories,
  repositoryBlobs,
  repositoryManifests,
  statusChecks,
  syncWalks,
  tags,
} from '../store/schema.ts'
import type { Database } from '../store/store.ts'

/** Forgets what was seen in a registry. Facts stay: other registries share them. */
export async function forgetPointers(db: Pick<Database, 'delete'>, id: string): Promise<void> {
  await db.delete(tags).where(eq(tags.registryId, id))
  await db.delete(repositoryManifests).where(eq(repositoryManifests.registryId, id))
  await db.delete(repositoryBlobs).where(eq(repositoryBlobs.registryId, id))
  await db.delete(events).where(eq(events.registryId, id))
  await db.delete(repositories).where(eq(repositories.registryId, id))
  await db.delete(registrySnapshots).where(eq(registrySnapshots.registryId, id))
  await db.delete(statusChecks).where(eq(statusChecks.registryId, id))
  await db.delete(registryStates).where(eq(registryStates.registryId, id))
  await db.delete(syncWalks).where(eq(syncWalks.registryId, id))
}
