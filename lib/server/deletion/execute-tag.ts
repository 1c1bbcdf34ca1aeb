import { createHash, randomUUID } from 'node:crypto'
import { placeholderConfig, placeholderManifest } from '#lib/engines/deletion/placeholder.ts'
import type { DeletionMethod } from '#lib/engines/deletion/single-tag.ts'
import { isRegistryError } from '#lib/registry/error.ts'
import type { Place } from '../index/place.ts'
import { recordCapability } from '../index/registry-state.ts'
import { ApiError } from '../problem.ts'
import type { TagPlan } from './plan-tag.ts'
import { cannotUntag, refusalOf } from './refusal.ts'

/** Removes one tag as planned and makes sure that it alone went. Returns the method that did it. */
export async function executeTag(place: Place, tag: string, plan: TagPlan): Promise<DeletionMethod> {
  const method = await remove(place, tag, plan)
  await verify(place, tag, plan, method)
  return method
}

async function remove(place: Place, tag: string, plan: TagPlan): Promise<DeletionMethod> {
  if (plan.method !== 'tag') return removeBy(plan.method, place, tag, plan)
  try {
    await removeBy('tag', place, tag, plan)
    return 'tag'
  } catch (error) {
    if (!plan.fallback || !cannotUntag((error as Error).cause ?? error)) throw error
    await recordCapability(place.runtime, place.registry.settings.id, { tagDelete: false })
    return removeBy(plan.fallback, place, tag, plan)
  }
}

async function removeBy(
  method: DeletionMethod,
  place: Place,
  tag: string,
  plan: TagPlan,
): Promise<DeletionMethod> {
  const { client } = place.registry
  try {
    if (method === 'tag') await client.deleteManifest(place.repository, tag)
    else if (method === 'digest') await client.deleteManifest(place.repository, plan.raw.digest)
    else await removeByPlaceholder(place, tag, plan)
  } catch (error) {
    throw refusalOf(error)
  }
  return method
}

async function removeByPlaceholder(place: Place, tag: string, { raw }: TagPlan): Promise<void> {
  const { registry, repository } = place
  const { client } = registry
  const configDigest = `sha256:${createHash('sha256').update(placeholderConfig.bytes).digest('hex')}`
  await client.putBlob(repository, {
    digest: configDigest,
    sizeBytes: placeholderConfig.bytes.length,
    body: placeholderConfig.bytes,
  })
  const { digest } = await client.putManifest(
    repository,
    tag,
    placeholderManifest(configDigest, randomUUID()),
  )
  try {
    await client.deleteManifest(repository, digest)
  } catch (error) {
    // The tag must not stay on a placeholder: it gets back what it had, unless someone has pushed to it meanwhile.
    const { digest: now } = await client.headManifest(repository, tag)
    if (now === digest) await client.putManifest(repository, tag, raw)
    throw error
  }
}

/** The tag must be gone, and what shared its digest must be there. Some registries take "untag" for "delete": then back with it. */
async function verify(
  place: Place,
  tag: string,
  { raw, siblings }: TagPlan,
  method: DeletionMethod,
): Promise<void> {
  if ((await digestNow(place, tag)) === raw.digest) {
    throw new ApiError('deletion_refused', 'The registry accepted the deletion, but the tag is still there.')
  }
  const lost: string[] = []
  for (const sibling of siblings) {
    if ((await digestNow(place, sibling)) === null) lost.push(sibling)
    // A deleted digest takes all tags at once, so that one survivor vouches for the others.
    else break
  }
  if (lost.length > 0) {
    for (const sibling of lost) await place.registry.client.putManifest(place.repository, sibling, raw)
  }
  if (method === 'tag') {
    await recordCapability(place.runtime, place.registry.settings.id, {
      delete: true,
      tagDelete: lost.length === 0,
    })
  } else await recordCapability(place.runtime, place.registry.settings.id, { delete: true })
}

async function digestNow({ registry, repository }: Place, tag: string): Promise<string | null> {
  try {
    return (await registry.client.headManifest(repository, tag)).digest ?? ''
  } catch (error) {
    if (isRegistryError(error) && error.code === 'not_found') return null
    throw error
  }
}
