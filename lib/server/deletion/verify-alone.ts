import type { DeletionMethod } from '#lib/engines/deletion/single-tag.ts'
import { recordMembership } from '../index/membership.ts'
import type { Place } from '../index/place.ts'
import { recordCapability } from '../index/registry-state.ts'
import { ApiError } from '../problem.ts'
import type { TagPlan } from './plan-tag.ts'
import { digestNow } from './truth.ts'

/**
 * The tag must be gone, and what shared its digest must be there. Some registries take "untag" for "delete": what went
 * along is put back, byte for byte, and the registry is not asked to untag again.
 */
export async function verifyAlone(
  place: Place,
  tag: string,
  plan: TagPlan,
  method: DeletionMethod,
): Promise<void> {
  const { digest } = plan.raw
  if ((await digestNow(place, tag)) === digest) {
    throw new ApiError('deletion_refused', 'The registry accepted the deletion, but the tag is still there.')
  }
  if (method === 'digest') await recordMembership(place, digest, false)
  const tagDelete = method === 'tag' ? await verifyUntagged(place, plan) : null
  await recordCapability(place.runtime, place.registry.settings.id, {
    delete: true,
    ...(tagDelete === null ? {} : { tagDelete }),
  })
}

/** Whether the registry untags, as far as this once can tell: null where nothing else was on the digest and it is gone. */
async function verifyUntagged(
  place: Place,
  { raw, siblings, heldByIndexes }: TagPlan,
): Promise<boolean | null> {
  const lost: string[] = []
  for (const sibling of siblings) {
    const now = await digestNow(place, sibling)
    // A deleted digest takes all its tags at once: one survivor vouches for the others, who were deleted by somebody else.
    if (now === raw.digest) return true
    if (now === null) lost.push(sibling)
  }
  const isGone = (await digestNow(place, raw.digest)) === null
  if (lost.length > 0) {
    await putBack(place, lost, raw)
    return false
  }
  if (!isGone) return true
  if (heldByIndexes.length > 0) {
    await place.registry.client.putManifest(place.repository, raw.digest, raw)
    return false
  }
  await recordMembership(place, raw.digest, false)
  return null
}

/** Each is tried: one that fails must not keep the others away. */
async function putBack(place: Place, names: readonly string[], raw: TagPlan['raw']): Promise<void> {
  const failed: string[] = []
  let cause: unknown
  for (const name of names) {
    try {
      await place.registry.client.putManifest(place.repository, name, raw)
    } catch (error) {
      failed.push(name)
      cause = error
    }
  }
  if (failed.length === 0) return
  throw new ApiError(
    'registry_error',
    `The registry deleted other tags along with this one, and these could not be put back on ${raw.digest}: ${failed.join(', ')}.`,
    { cause },
  )
}
