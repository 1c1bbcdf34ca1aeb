import { afterAll, beforeAll, describe } from 'vitest'
import { describeAccess } from './access.ts'
import { describeBlobs } from './blobs.ts'
import { describeCancellation } from './cancellation.ts'
import { describeDeletion } from './deletion.ts'
import type { Expectations } from './expectations.ts'
import { describeListing } from './listing.ts'
import { describeManifests } from './manifests.ts'
import { describeReferrers } from './referrers.ts'
import { createWorld, type Subject, type World } from './world.ts'

/**
 * What the protocol client guarantees over a real registry: the same tests for each. `expectations` says, as data,
 * where this registry differs; `more` adds tests that make sense for it alone.
 */
export function registryContract(
  name: string,
  start: () => Promise<Subject>,
  expectations: Expectations,
  more: (world: World) => void = () => {},
) {
  describe(name, () => {
    const world = createWorld(expectations)
    beforeAll(() => world.open(start))
    afterAll(() => world.close())
    describeListing(world)
    describeManifests(world)
    describeBlobs(world)
    describeDeletion(world)
    describeReferrers(world)
    describeAccess(world)
    describeCancellation(world)
    more(world)
  })
}
