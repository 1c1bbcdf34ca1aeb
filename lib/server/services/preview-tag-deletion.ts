import type { ParamsOf } from '#lib/api/endpoint.ts'
import type { previewTagDeletion as endpoint, TagDeletionPreview } from '#lib/api/tags.ts'
import type { Context } from '../context.ts'
import { planTag, requireWritable } from '../deletion/plan-tag.ts'
import { readTagNow } from '../deletion/truth.ts'
import { failureOf } from '../index/failure.ts'
import { readSiblings } from '../index/manifest-detail.ts'
import type { Place } from '../index/place.ts'
import { isApiError } from '../problem.ts'
import { readProtectedBy, requireUnprotected } from '../retention/protection.ts'
import { listReferrers } from './list-referrers.ts'

/** What deleting a tag would do, or why it can't be done. Reads the registry and changes nothing. */
export async function previewTagDeletion(
  context: Context,
  params: ParamsOf<typeof endpoint>,
): Promise<TagDeletionPreview> {
  const { registry: id, repository, tag } = params
  const place: Place = {
    runtime: context.runtime,
    registry: await context.runtime.registries.get(id),
    repository,
  }
  const protectedBy = (await readProtectedBy(context.runtime))(id, repository, tag)
  const subject = { registry: id, repository, tag, protectedBy }
  try {
    requireWritable(place)
    await requireUnprotected(context, id, repository, tag)
    const { raw, siblings, method, fallback } = await planTag(place, tag)
    const referrers = siblings.length > 0 ? [] : await referrersOf(context, params, raw.digest)
    return {
      ...subject,
      digest: raw.digest,
      siblings: [...siblings],
      method,
      fallback,
      referrers,
      problem: null,
    }
  } catch (error) {
    if (!isApiError(error) || error.code === 'tag_not_found') throw error
    const { digest } = await readTagNow(place, tag)
    const siblings = await readSiblings(place, digest, tag)
    return {
      ...subject,
      digest,
      siblings,
      method: null,
      fallback: null,
      referrers: [],
      problem: failureOf(error),
    }
  }
}

/** Only what loses its last tag orphans its referrers. */
async function referrersOf(context: Context, params: ParamsOf<typeof endpoint>, digest: string) {
  const { items } = await listReferrers(context, { ...params, digest })
  return items
    .filter((r) => r.source !== 'index')
    .map(({ digest, artifactType }) => ({ digest, artifactType }))
}
