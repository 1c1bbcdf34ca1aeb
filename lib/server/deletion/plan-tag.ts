import { planSingleTag, type SingleTagPlan } from '#lib/engines/deletion/single-tag.ts'
import type { RawManifest } from '#lib/registry/types.ts'
import { vendorOf } from '#lib/vendors/vendors.ts'
import { areIndexesKnown, readHoldingIndexes } from '../index/holding-indexes.ts'
import { readSiblings } from '../index/manifest-detail.ts'
import type { Place } from '../index/place.ts'
import { readRegistryState } from '../index/registry-state.ts'
import { resolveTags } from '../index/resolve-tags.ts'
import { namesToResolve } from '../index/tag-page.ts'
import { ApiError } from '../problem.ts'
import { probeDeletion, readSiblingsNow, readTagNow, stillOn } from './truth.ts'

export interface TagPlan extends SingleTagPlan {
  /** What the tag is now, whole: it can be put back. */
  readonly raw: RawManifest
  readonly siblings: readonly string[]
  /** Indexes of the repository that hold the digest, as far as they are known. */
  readonly heldByIndexes: readonly string[]
}

export function requireWritable({ registry }: Place): void {
  if (registry.settings.readOnly) {
    throw new ApiError('read_only', 'This registry is configured as read-only in Portolan.')
  }
}

/**
 * Reads the tag and all that shares its digest from the registry, and decides how it can go alone. Throws
 * `tag_not_found`, or why the registry does not delete. Nothing is changed.
 */
export async function planTag(place: Place, tag: string, expectedDigest?: string): Promise<TagPlan> {
  const raw = await readTagNow(place, tag)
  if (expectedDigest !== undefined && raw.digest !== expectedDigest) {
    throw new ApiError('tag_moved', `The tag “${tag}” has moved since: it is on ${raw.digest} now.`)
  }
  await probeDeletion(place)
  const { settings } = place.registry
  const { capabilities } = await readRegistryState(place.runtime, settings.id)
  const tagDelete = capabilities.tagDelete ?? vendorOf(settings.type, settings.url).tagDelete
  // Where the registry untags, no other tag is at stake: those that we know of are enough to show and to watch over.
  const siblings =
    tagDelete === true
      ? await stillOn(place, raw.digest, await readSiblings(place, raw.digest, tag))
      : await readSiblingsNow(place, raw.digest, tag)
  if (tagDelete !== true && siblings.length === 0) await learnOtherTags(place)
  const heldByIndexes = await readHoldingIndexes(place, raw.digest)
  const isEveryIndexKnown = await areIndexesKnown(place)
  const facts = { tagDelete, siblings, heldByIndexes, isEveryIndexKnown }
  return { raw, siblings, heldByIndexes, ...planSingleTag(facts) }
}

/** Past this many unknown tags a placeholder is cheaper than finding out which of them are indexes. */
const maxTagsToLearn = 200

/** A tag that nobody looked at may be an index that holds the digest. */
async function learnOtherTags(place: Place): Promise<void> {
  const names = await namesToResolve(place, 'unresolved')
  if (names.length <= maxTagsToLearn) await resolveTags(place, names, Number.NEGATIVE_INFINITY)
}
