import { randomUUID } from 'node:crypto'
import { placeholderConfig, placeholderManifest } from '#lib/engines/deletion/placeholder.ts'
import { digestOf } from '#lib/registry/digest.ts'
import type { RawManifest } from '#lib/registry/types.ts'
import type { Place } from '../index/place.ts'
import { ApiError } from '../problem.ts'
import { deleteDigest, digestNow } from './truth.ts'

/**
 * Pushes a manifest that nothing else can have to the tag and deletes that digest. Where the deletion fails, the tag
 * gets back what it had, unless someone has pushed to it meanwhile. The digest of that manifest is told before it is pushed:
 * whoever finds the tag on it after a crash knows that it was us.
 */
export async function removeByPlaceholder(
  place: Place,
  tag: string,
  raw: RawManifest,
  beforePush: (digest: string) => Promise<void>,
): Promise<void> {
  const { registry, repository } = place
  const { client } = registry
  const configDigest = digestOf(placeholderConfig.bytes)
  await client.putBlob(repository, {
    digest: configDigest,
    sizeBytes: placeholderConfig.bytes.length,
    body: placeholderConfig.bytes,
  })
  const placeholder = placeholderManifest(configDigest, randomUUID())
  const digest = digestOf(placeholder.bytes)
  await beforePush(digest)
  try {
    await client.putManifest(repository, tag, placeholder)
    await deleteDigest(place, digest)
    if ((await digestNow(place, tag)) === digest) {
      throw new ApiError(
        'deletion_refused',
        'The registry accepted the deletion, but the tag is still there.',
      )
    }
  } catch (error) {
    // A push whose answer was lost may have arrived all the same.
    await putBack(place, tag, digest, raw)
    throw error
  }
}

async function putBack(place: Place, tag: string, placeholder: string, raw: RawManifest): Promise<void> {
  try {
    if ((await digestNow(place, tag)) === placeholder)
      await place.registry.client.putManifest(place.repository, tag, raw)
  } catch (cause) {
    throw new ApiError(
      'registry_error',
      `The tag “${tag}” could neither be deleted nor be put back on ${raw.digest}: it may be on a placeholder now.`,
      { cause },
    )
  }
}
