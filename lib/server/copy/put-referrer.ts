import type { CopyManifest } from '#lib/engines/copy/graph.ts'
import { DescriptorSchema } from '#lib/registry/descriptor.ts'
import { isRegistryError } from '#lib/registry/error.ts'
import { parseManifest } from '#lib/registry/manifest.ts'
import { mediaTypes } from '#lib/registry/media-types.ts'
import { fallbackTag } from '#lib/registry/referrers.ts'
import { digestNow } from '../deletion/truth.ts'
import type { Place } from '../index/place.ts'

/**
 * Writes what refers to something, so that it is found in the target as it was in the source: cosign's by their tag (one that is
 * there already, on whatever, stays), others by their subject.
 */
export async function putReferrer(place: Place, manifest: CopyManifest): Promise<void> {
  const { registry, repository, call } = place
  const { digest, tag, subject } = manifest
  if (tag !== null) {
    if ((await digestNow(place, tag)) === null)
      await registry.client.putManifest(repository, tag, manifest, call)
    return
  }
  const put = await registry.client.putManifest(repository, digest, manifest, call)
  // OCI-Subject is how a registry says that it will list it (distribution spec, "Pushing Manifests with Subject").
  if (subject !== null && put.subject === null) await listByTag(place, manifest, subject)
}

/** "Unavailable Referrers API": the list is an index under a tag, and whoever pushes keeps it. */
async function listByTag(
  { registry, repository, call }: Place,
  manifest: CopyManifest,
  subject: string,
): Promise<void> {
  const { client } = registry
  const tag = fallbackTag(subject)
  const listed = await client.listReferrers(repository, subject, call)
  if (listed.source === 'api' || listed.descriptors.some(({ digest }) => digest === manifest.digest)) return
  const before = await client.getManifest(repository, tag, call).catch((error) => {
    if (isRegistryError(error) && error.code === 'not_found') return null
    throw error
  })
  const document: { manifests?: unknown[] } & object = before
    ? JSON.parse(new TextDecoder().decode(before.bytes))
    : { schemaVersion: 2, mediaType: mediaTypes.ociIndex }
  const manifests = [...(document.manifests ?? []), descriptorOf(manifest)]
  const bytes = new TextEncoder().encode(JSON.stringify({ ...document, manifests }))
  await client.putManifest(
    repository,
    tag,
    { mediaType: before?.mediaType ?? mediaTypes.ociIndex, bytes },
    call,
  )
}

/** As the spec has it: the artifact's type, or else that of its config, and its annotations. */
function descriptorOf({ bytes, mediaType, digest }: CopyManifest) {
  const parsed = parseManifest(bytes, mediaType)
  const isDocument = parsed.shape === 'image' || parsed.shape === 'index'
  const ofConfig = parsed.shape === 'image' ? parsed.config.mediaType : undefined
  return DescriptorSchema.parse({
    mediaType,
    digest,
    size: bytes.length,
    artifactType: isDocument ? (parsed.artifactType ?? ofConfig) : undefined,
    ...(isDocument && Object.keys(parsed.annotations).length > 0 && { annotations: parsed.annotations }),
  })
}
