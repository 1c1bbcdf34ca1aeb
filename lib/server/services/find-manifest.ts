import { digestPattern, type Freshness } from '#lib/api/common.ts'
import { isRegistryError } from '#lib/registry/error.ts'
import type { ParsedManifest } from '#lib/registry/manifest.ts'
import type { Context } from '../context.ts'
import { isOlderThan, maxAgeMs } from '../index/clock.ts'
import { failureOf } from '../index/failure.ts'
import { confirmMembership, learnManifest } from '../index/learn-manifest.ts'
import { type ManifestRow, readManifest } from '../index/manifest-detail.ts'
import { readMembership, recordMembership } from '../index/membership.ts'
import type { Place } from '../index/place.ts'
import { resolveTags } from '../index/resolve-tags.ts'
import { refreshTagList } from '../index/tag-list.ts'
import { addTag, readTag } from '../index/tag-pointer.ts'
import { tellTags } from '../index/tell.ts'
import { ApiError } from '../problem.ts'

export interface FoundManifest {
  readonly place: Place
  readonly tag: string | null
  readonly row: ManifestRow
  readonly parsed: ParsedManifest
  readonly freshness: Freshness
}

/**
 * The manifest behind a tag or digest. A tag's pointer is read again when it is older than a minute; when the registry
 * does not answer, what was last known is given and the freshness says so.
 */
export async function findManifest(
  { runtime }: Context,
  params: { registry: string; repository: string; reference: string },
): Promise<FoundManifest> {
  const registry = await runtime.registries.get(params.registry)
  const place: Place = { runtime, registry, repository: params.repository }
  const { reference } = params
  if (digestPattern.test(reference)) {
    return found(place, null, reference, await learnDigest(place, reference))
  }
  const before = await readTag(place, reference)
  if (!before || before.goneAt)
    return found(place, reference, await probeTag(place, reference), freshnessOf(new Date(), null))
  if (before.digest && !isOlderThan(before.seenAt, maxAgeMs.openTag)) {
    return found(place, reference, before.digest, freshnessOf(before.seenAt, null))
  }
  const failure = await resolveTags(place, [reference], 0).then(
    () => null,
    (error: unknown) => error,
  )
  const after = await readAgain(place, reference)
  if (!after?.digest || after.goneAt)
    throw (
      failure ??
      (after?.problem && !after.goneAt ? brokenTag(after.problem, reference) : tagNotFound(reference))
    )
  return found(
    place,
    reference,
    after.digest,
    freshnessOf(after.seenAt, failure ? failureOf(failure) : after.problem),
  )
}

/** A tag whose manifest has gone may have been deleted meanwhile, or be listed without one: the list knows. */
async function readAgain(place: Place, tag: string) {
  const row = await readTag(place, tag)
  if (row?.problem?.code !== 'manifest_not_found') return row
  await refreshTagList(place).catch(() => {})
  return readTag(place, tag)
}

/** A tag that the list does not have may have been pushed a moment ago: the registry decides. Returns its digest. */
async function probeTag(place: Place, tag: string): Promise<string> {
  try {
    const raw = await place.registry.client.getManifest(place.repository, tag)
    await learnManifest(place, raw.digest, { raw })
    await addTag(place, tag, raw.digest)
    tellTags(place)
    return raw.digest
  } catch (error) {
    if (isRegistryError(error) && error.code === 'not_found') throw tagNotFound(tag)
    throw error
  }
}

/** A digest never changes, but it may be deleted: that the repository has it is asked again after a minute. */
async function learnDigest(place: Place, digest: string): Promise<Freshness> {
  const known = await readMembership(place, digest)
  const seenAt = known?.isPresent && (await readManifest(place, digest)) ? known.seenAt : null
  if (!isOlderThan(seenAt, maxAgeMs.openTag)) return freshnessOf(seenAt, null)
  try {
    if (seenAt) await confirmMembership(place, digest)
    else await learnManifest(place, digest)
    return freshnessOf(new Date(), null)
  } catch (error) {
    if (!isRegistryError(error)) throw error
    if (error.code !== 'not_found') {
      if (seenAt) return freshnessOf(seenAt, failureOf(error))
      throw error
    }
    if (known) await recordMembership(place, digest, false)
    throw new ApiError('manifest_not_found', 'The repository has no manifest with this digest.', {
      cause: error,
    })
  }
}

async function found(
  place: Place,
  tag: string | null,
  digest: string,
  freshness: Freshness,
): Promise<FoundManifest> {
  // A pointer that was read for a deletion says where the tag points, and nothing of what is there.
  if (tag !== null && !(await readManifest(place, digest)))
    await learnManifest(place, digest, { isConfirmed: true })
  const manifest = await readManifest(place, digest)
  if (!manifest) throw new ApiError('manifest_not_found', 'The repository has no manifest with this digest.')
  return { place, tag, ...manifest, freshness }
}

const freshnessOf = (seenAt: Date | null, problem: { code: string; detail: string } | null): Freshness => ({
  asOf: seenAt?.toISOString() ?? null,
  state: problem ? 'unreachable' : 'fresh',
  problem,
})

const tagNotFound = (tag: string) =>
  new ApiError('tag_not_found', `There is no tag “${tag}” here; it may have been deleted meanwhile.`)

const brokenTag = (problem: { code: string; detail: string }, tag: string) =>
  problem.code === 'manifest_not_found'
    ? new ApiError('manifest_not_found', `The registry lists the tag “${tag}” but has no manifest for it.`)
    : new ApiError('registry_error', problem.detail)
