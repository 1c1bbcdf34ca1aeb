import type { LimitFunction } from 'p-limit'
import { isRegistryError } from '#lib/registry/error.ts'
import type { RawManifest } from '#lib/registry/types.ts'
import { vendorOf } from '#lib/vendors/vendors.ts'
import { concernsWholeRegistry, type Failure, failureOf, isCancelled } from './failure.ts'
import { learnManifests, type WantedManifest } from './learn-manifests.ts'
import { itemKey, type RegistryPlace } from './place.ts'
import { fetchManifest, headManifest } from './read-content.ts'
import {
  type KnownPointer,
  type PointerRead,
  readPointers,
  type TagPlace,
  writePointers,
} from './tag-pointers.ts'

export interface LookUp {
  /** How many requests one who looks up may have waiting in the client's line at once. */
  readonly limit: LimitFunction
  /** Which of them are to be looked at: many ask for the same. */
  readonly isDue: (known: KnownPointer | undefined) => boolean
  /** Set once the registry as a whole fails, for all batches that share it: asking on is a waste. */
  readonly trouble: { error: unknown }
}

export interface LookedUp {
  readonly count: number
  /** Repositories of which a tag points elsewhere than was known. */
  readonly changed: ReadonlySet<string>
}

interface Found {
  readonly tag: TagPlace
  readonly digest: string
  readonly raw: RawManifest | undefined
}

/**
 * Looks up where a batch of tags points and what is there; what is known of the digests is not read again. A tag that
 * fails keeps its reason. Throws what concerns the registry as a whole, once what was read before is kept: then the rest
 * of the batch is left as it was.
 */
export async function lookUpTags(
  place: RegistryPlace,
  tags: readonly TagPlace[],
  { limit, isDue, trouble }: LookUp,
): Promise<LookedUp> {
  const { known, readAt } = await readPointers(place, tags)
  const found: Found[] = []
  const reads: PointerRead[] = []
  const readsHead = vendorOf(place.registry.settings.type, place.registry.settings.url).headBeforeGet
  const fail = (tag: TagPlace, error: unknown) => {
    if (isCancelled(error)) {
      trouble.error ??= error
      return
    }
    const failure = failureOf(error)
    const isBroken = isRegistryError(error) && error.code === 'not_found'
    reads.push({ ...tag, digest: isBroken ? null : undefined, problem: isBroken ? brokenTag : failure })
    if (concernsWholeRegistry(failure)) trouble.error ??= error
  }
  const due = tags.filter((tag) => isDue(known.get(itemKey(tag.repository, tag.name))))
  await Promise.all(
    due.map((tag) =>
      limit(async () => {
        if (trouble.error) return
        try {
          const before = known.get(itemKey(tag.repository, tag.name))
          found.push(await readPointer(place, tag, before?.digest != null || readsHead))
        } catch (error) {
          fail(tag, error)
        }
      }),
    ),
  )
  await learnManifests(place, wantedOf(found, known), (failures) => {
    for (const { tag, digest } of found) {
      const failure = failures.get(itemKey(tag.repository, digest))
      if (failure === undefined) reads.push({ ...tag, digest, problem: null })
      else fail(tag, failure)
    }
    return (tx) => writePointers(tx, place.registry.settings.id, reads, readAt)
  })
  if (trouble.error) throw trouble.error
  const changed = reads.filter(
    (read) => read.digest !== known.get(itemKey(read.repository, read.name))?.digest,
  )
  return { count: reads.length, changed: new Set(changed.map((read) => read.repository)) }
}

const brokenTag: Failure = {
  code: 'manifest_not_found',
  detail: 'The registry lists this tag but has no manifest for it.',
}

/** Digests of which not all is known, each once a repository. */
function wantedOf(found: readonly Found[], known: ReadonlyMap<string, KnownPointer>): WantedManifest[] {
  const wanted = new Map<string, WantedManifest>()
  for (const { tag, digest, raw } of found) {
    const before = known.get(itemKey(tag.repository, tag.name))
    if (before?.digest === digest && before.isComplete) continue
    const { repository } = tag
    const key = itemKey(repository, digest)
    if (!wanted.get(key)?.raw) wanted.set(key, { repository, digest, raw, isConfirmed: true })
  }
  return [...wanted.values()]
}

/** One request: where the digest is known already for it alone, otherwise for the manifest itself, which tells its digest. */
async function readPointer(place: RegistryPlace, tag: TagPlace, isHeadEnough: boolean): Promise<Found> {
  const { repository, name } = tag
  if (isHeadEnough) {
    const { digest } = await headManifest(place, repository, name)
    if (digest) return { tag, digest, raw: undefined }
  }
  const raw = await fetchManifest(place, repository, name)
  return { tag, digest: raw.digest, raw }
}
