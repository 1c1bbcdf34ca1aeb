import { digestPattern } from '#lib/api/common.ts'
import type { ParamsOf } from '#lib/api/endpoint.ts'
import type { deleteTag as endpoint, TagDeletion } from '#lib/api/tags.ts'
import type { Context } from '../context.ts'
import { executeTag } from '../deletion/execute-tag.ts'
import { planTag, requireWritable } from '../deletion/plan-tag.ts'
import { beginSingleRun } from '../deletion/run/single-run.ts'
import { startAudit } from '../index/audit-trail.ts'
import { failureOf } from '../index/failure.ts'
import type { Place } from '../index/place.ts'
import { summariseRepository } from '../index/summarise-repository.ts'
import { markTagGone } from '../index/tag-pointer.ts'
import { ApiError } from '../problem.ts'
import { requireUnprotected } from '../retention/protection.ts'
import { events } from '../store/schema.ts'

/**
 * Removes one tag and that tag alone. The registry is read again first: `tag_moved` when the tag is no longer on the
 * digest of `If-Match`, `tag_protected` where a rule keeps it from this caller. An audit row is written before and after,
 * and the tag stands in the trash as a run of one item.
 */
export async function deleteTag(
  context: Context,
  params: ParamsOf<typeof endpoint>,
  ifMatch: string | undefined,
): Promise<TagDeletion> {
  const { registry: id, repository, tag } = params
  const expected = parseIfMatch(ifMatch)
  const place: Place = {
    runtime: context.runtime,
    registry: await context.runtime.registries.get(id),
    repository,
  }
  requireWritable(place)
  await requireUnprotected(context, id, repository, tag)
  const plan = await planTag(place, tag, expected)
  const { digest } = plan.raw
  const run = await beginSingleRun(context, place, tag, plan)
  const trail = await startAudit(context, {
    action: 'tag.delete',
    registry: id,
    repository,
    tag,
    digest,
    method: plan.method,
  })
  try {
    const method = await executeTag(place, tag, plan, run.placeholder)
    await run.removed(method)
    await markTagGone(place, tag)
    await recordDeletion(place, tag, digest, context.actor.username)
    await summariseRepository(place)
    const auditId = await trail.succeeded({ method })
    return {
      registry: id,
      repository,
      tag,
      digest,
      method,
      siblings: [...plan.siblings],
      auditId,
      deletion: run.id,
    }
  } catch (error) {
    const failure = failureOf(error)
    const { code, detail } = failure
    await run.failed(failure)
    await trail.failed({ detail: `${code}: ${detail}` })
    throw error
  }
}

async function recordDeletion(
  { runtime, registry, repository }: Place,
  tag: string,
  digest: string,
  actor: string,
) {
  const at = new Date()
  const registryId = registry.settings.id
  await runtime.store.db
    .insert(events)
    .values({ at, registryId, repository, tag, digest, actor, action: 'delete', source: 'portolan' })
}

function parseIfMatch(header: string | undefined): string {
  const digest = /^"([^"]+)"$/.exec(header?.trim() ?? '')?.[1]
  if (digest && digestPattern.test(digest)) return digest
  throw new ApiError(
    'precondition_required',
    'Say which digest the tag is expected to have: If-Match: "sha256:…".',
  )
}
