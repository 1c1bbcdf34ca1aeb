import { LRUCache } from 'lru-cache'
import { isRegistryError } from '#lib/registry/error.ts'
import { confirmMembership, learnManifest } from '../index/learn-manifest.ts'
import { readManifest } from '../index/manifest-detail.ts'
import { recordMembership } from '../index/membership.ts'
import { flightKey, type Place } from '../index/place.ts'
import { grantRespite, troubleOf } from '../index/respite.ts'

/** What could not be told of one digest is not asked again by every reader. */
const failedLately = new LRUCache<string, true>({ max: 10_000, ttl: 60_000 })
const keyOf = (place: Place, digest: string) => flightKey('look-again', place, digest)

export const mayLookAgain = (place: Place, digest: string) => !failedLately.has(keyOf(place, digest))

/**
 * Asks the registry whether the repository still has a digest, and reads what of it was never read. That it is gone is
 * kept; while the registry fails as a whole nothing is asked.
 */
export async function lookAgain(place: Place, digest: string): Promise<void> {
  if (troubleOf(place.registry)) return
  try {
    await confirmMembership(place, digest)
    if (!(await readManifest(place, digest))) await learnManifest(place, digest, { isConfirmed: true })
  } catch (error) {
    if (isRegistryError(error) && error.code === 'not_found') return recordMembership(place, digest, false)
    failedLately.set(keyOf(place, digest), true)
    grantRespite(place.registry, error)
  }
}
