import type { RawManifest } from '#lib/registry/types.ts'
import { learnManifests } from './learn-manifests.ts'
import { recordMembership } from './membership.ts'
import { flightKey, itemKey, type Place } from './place.ts'
import { headManifest } from './read-content.ts'

export interface LearnOptions {
  /** The manifest itself, where it was read already. */
  readonly raw?: RawManifest | undefined
  /** The registry just said that this repository has the digest. */
  readonly isConfirmed?: boolean
}

/**
 * Makes the index know a manifest with all that lists show of it: reads what is not known yet (the manifest, its config,
 * the children of an index) and keeps it for ever. Throws `RegistryError` where the registry does not have the digest, or
 * fails; then nothing half-known is kept.
 */
export function learnManifest(place: Place, digest: string, options: LearnOptions = {}): Promise<void> {
  const { repository } = place
  const { raw, isConfirmed = raw !== undefined } = options
  return place.runtime.flights.run(flightKey('manifest', place, digest), async () => {
    const failures = await learnManifests(place, [{ repository, digest, raw, isConfirmed }])
    const key = itemKey(repository, digest)
    if (failures.has(key)) throw failures.get(key)
  })
}

/** Asks the registry whether the repository has a digest, and keeps the answer. Throws `RegistryError` where it has not. */
export async function confirmMembership(place: Place, digest: string): Promise<void> {
  await headManifest(place, place.repository, digest)
  await recordMembership(place, digest, true)
}
