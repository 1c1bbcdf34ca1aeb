import pLimit from 'p-limit'
import { isRegistryError } from '#lib/registry/error.ts'
import type { RawManifest } from '#lib/registry/types.ts'
import { vendorOf } from '#lib/vendors/vendors.ts'
import { isOlderThan, maxAgeMs } from './clock.ts'
import { concernsWholeRegistry, type Failure, failureOf, isCancelled } from './failure.ts'
import { learnManifest } from './learn-manifest.ts'
import { flightKey, type Place } from './place.ts'
import { grantRespite } from './respite.ts'
import { summariseRepository } from './summarise-repository.ts'
import { type KnownTag, readKnown, savePointer } from './tag-pointer.ts'

const tagsAtOnce = 16

export const tagFlight = (place: Place, tag: string) => flightKey('tag', place, tag)

/**
 * Looks up where these tags point and what is there; what is known of the digests is not read again. A tag that fails
 * keeps its reason; when the registry as a whole fails the rest is left for later and the failure thrown. Tags that were
 * looked at less than `minAgeMs` ago are left alone: whoever asked had read the index just before they were done.
 */
export async function resolveTags(
  place: Place,
  names: readonly string[],
  minAgeMs: number = maxAgeMs.failure,
): Promise<void> {
  const limit = pLimit(tagsAtOnce)
  let fatal: unknown = null
  const resolve = (name: string) =>
    // The flight begins with the waiting, so that whoever asks for the same tag meanwhile joins it.
    place.runtime.flights.run(tagFlight(place, name), () =>
      limit(async () => {
        // Somebody else may be waiting for this tag: that nobody looked is no success.
        if (fatal) throw fatal
        await resolveTag(place, name, minAgeMs)
      }),
    )
  await Promise.all(
    names.map((name) =>
      resolve(name).catch((error) => {
        fatal ??= error
      }),
    ),
  )
  await summariseRepository(place)
  if (!fatal) return
  grantRespite(place.registry, fatal)
  throw fatal
}

/** Reads one tag's pointer again. Throws only what concerns the whole registry; the tag's own trouble is kept with it. */
async function resolveTag(place: Place, name: string, minAgeMs: number): Promise<void> {
  const known = await readKnown(place, name)
  if (known && !isOlderThan(known.checkedAt, minAgeMs)) return
  try {
    await savePointer(place, name, await readPointer(place, name, known), null)
  } catch (error) {
    if (isCancelled(error)) throw error
    const failure = failureOf(error)
    const isBroken = isRegistryError(error) && error.code === 'not_found'
    await savePointer(place, name, isBroken ? null : undefined, isBroken ? brokenTag : failure)
    if (concernsWholeRegistry(failure)) throw error
  }
}

const brokenTag: Failure = {
  code: 'manifest_not_found',
  detail: 'The registry lists this tag but has no manifest for it.',
}

/** One request where the digest is known already, otherwise the manifest itself at once, which tells its digest. */
async function readPointer(place: Place, name: string, known: KnownTag | null): Promise<string> {
  const { registry, repository } = place
  const { headBeforeGet } = vendorOf(registry.settings.type, registry.settings.url)
  let raw: RawManifest | undefined
  let digest: string | null = null
  if (known?.digest || headBeforeGet) digest = (await registry.client.headManifest(repository, name)).digest
  if (!digest) {
    raw = await registry.client.getManifest(repository, name)
    digest = raw.digest
  }
  if (digest !== known?.digest || !known.isComplete)
    await learnManifest(place, digest, { raw, isConfirmed: true })
  return digest
}
