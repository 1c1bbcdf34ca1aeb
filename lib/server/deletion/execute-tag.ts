import type { DeletionMethod } from '#lib/engines/deletion/single-tag.ts'
import type { Place } from '../index/place.ts'
import { recordCapability } from '../index/registry-state.ts'
import { removeByPlaceholder } from './placeholder-removal.ts'
import type { TagPlan } from './plan-tag.ts'
import { cannotUntag, refusalOf } from './refusal.ts'
import { deleteDigest, requireUnmoved } from './truth.ts'
import { verifyAlone } from './verify-alone.ts'

/** Told the digest of the placeholder before that is pushed to the tag. */
type BeforePlaceholder = (digest: string) => Promise<void>

/** Removes one tag as planned and makes sure that it alone went. Returns the method that did it. */
export async function executeTag(
  place: Place,
  tag: string,
  plan: TagPlan,
  beforePlaceholder: BeforePlaceholder = async () => {},
): Promise<DeletionMethod> {
  const method = await remove(place, tag, plan, beforePlaceholder)
  await verifyAlone(place, tag, plan, method)
  return method
}

async function remove(
  place: Place,
  tag: string,
  plan: TagPlan,
  beforePlaceholder: BeforePlaceholder,
): Promise<DeletionMethod> {
  const { raw, method } = plan
  try {
    // Planning may have taken seconds: the tag is looked at once more, right before it goes.
    await requireUnmoved(place, tag, raw.digest)
    if (method === 'tag') await place.registry.client.deleteManifest(place.repository, tag)
    else if (method === 'digest') await deleteDigest(place, raw.digest)
    else await removeByPlaceholder(place, tag, raw, beforePlaceholder)
    return method
  } catch (error) {
    if (method !== 'tag' || !cannotUntag(error)) throw refusalOf(error)
    // A 404 may also mean that somebody was quicker; then it throws, and nothing is learnt.
    await requireUnmoved(place, tag, raw.digest)
    await recordCapability(place.runtime, place.registry.settings.id, { tagDelete: false })
    if (!plan.fallback) throw refusalOf(error)
    return remove(place, tag, { ...plan, method: plan.fallback, fallback: null }, beforePlaceholder)
  }
}
