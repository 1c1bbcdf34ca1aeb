import pLimit from 'p-limit'
import { isOlderThan, maxAgeMs } from './clock.ts'
import { lookUpTags } from './look-up-tags.ts'
import { flightKey, type Place } from './place.ts'
import { grantRespite } from './respite.ts'
import { summariseRepository } from './summarise-repository.ts'
import { tellTags } from './tell.ts'

/** Rows appear as their batch is kept: small ones for who looks at them. */
const batchSize = 16
const batchesAtOnce = 4
const requestsAtOnce = 24

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
  const { flights } = place.runtime
  const limit = pLimit(requestsAtOnce)
  const batches = pLimit(batchesAtOnce)
  const trouble = { error: null as unknown }
  const lookUp = async (batch: readonly string[]) => {
    // Somebody else may be waiting for these tags: that nobody looked is no success.
    if (trouble.error) throw trouble.error
    const tags = batch.map((name) => ({ repository: place.repository, name }))
    await lookUpTags(place, tags, {
      limit,
      trouble,
      isDue: (known) => isOlderThan(known?.checkedAt, minAgeMs),
    })
  }
  const joined = names.filter((name) => flights.isRunning(tagFlight(place, name)))
  const own = names.filter((name) => !flights.isRunning(tagFlight(place, name)))
  const work: Promise<unknown>[] = []
  for (let at = 0; at < own.length; at += batchSize) {
    const batch = own.slice(at, at + batchSize)
    // The flights begin with the waiting, so that whoever asks for one of the tags meanwhile joins it.
    const going = batches(() => lookUp(batch))
    const onEnd = () => tellTags(place)
    work.push(going, ...batch.map((name) => flights.run(tagFlight(place, name), () => going, onEnd)))
  }
  for (const name of joined) work.push(flights.run(tagFlight(place, name), () => lookUp([name])))
  await Promise.all(
    work.map((one) =>
      one.catch((error) => {
        trouble.error ??= error
      }),
    ),
  )
  await summariseRepository(place)
  tellTags(place)
  if (!trouble.error) return
  grantRespite(place.registry, trouble.error)
  throw trouble.error
}
