import pLimit from 'p-limit'
import { type LookedUp, type LookUp, lookUpTags } from './look-up-tags.ts'
import type { RegistryPlace } from './place.ts'
import type { TagPlace } from './tag-pointers.ts'
import { lookUpOnce } from './under-way.ts'

/**
 * At most, all of them as large: each costs some twenty statements, however many tags are in it. What a process had in hand when
 * it was killed is asked for again, so they are no larger than that is worth.
 */
const batchSize = 200
/** While one batch is written the next ones are read. */
const batchesAtOnce = 3
/** In the client's line at once; how many of them are under way is for the client to find. */
const requestsAtOnce = 48

/**
 * Looks up any number of tags in batches. Throws the first trouble of the registry as a whole, once what was read before
 * is kept.
 */
export async function lookUpAll(
  place: RegistryPlace,
  tags: readonly TagPlace[],
  isDue: LookUp['isDue'],
  onBatch: (batch: LookedUp) => void = () => {},
): Promise<void> {
  const limit = pLimit(requestsAtOnce)
  const batches = pLimit(batchesAtOnce)
  const trouble = { error: null as unknown }
  const size = Math.ceil(tags.length / Math.ceil(tags.length / batchSize))
  const starts = Array.from({ length: Math.ceil(tags.length / batchSize) }, (_, i) => i * size)
  await Promise.all(
    starts.map((at) =>
      batches(async () => {
        if (trouble.error) return
        try {
          await lookUpOnce(place, tags.slice(at, at + size), async (batch) =>
            onBatch(await lookUpTags(place, batch, { limit, isDue, trouble })),
          )
        } catch (error) {
          trouble.error ??= error
        }
      }),
    ),
  )
  if (trouble.error) throw trouble.error
}
