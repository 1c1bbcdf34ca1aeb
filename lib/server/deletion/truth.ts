import { randomBytes } from 'node:crypto'
import pLimit from 'p-limit'
import { isRegistryError } from '#lib/registry/error.ts'
import type { RawManifest } from '#lib/registry/types.ts'
import type { Place } from '../index/place.ts'
import { rereadTagList } from '../index/tag-list.ts'
import { namesToResolve } from '../index/tag-page.ts'
import { readTag, savePointer } from '../index/tag-pointer.ts'
import { ApiError } from '../problem.ts'
import { refusalOf } from './refusal.ts'

const pointersAtOnce = 16

/** What the tag is at this moment, from the registry itself and never from the index. Throws `tag_not_found`. */
export async function readTagNow(place: Place, tag: string): Promise<RawManifest> {
  try {
    return await place.registry.client.getManifest(place.repository, tag)
  } catch (error) {
    if (!isRegistryError(error) || error.code !== 'not_found') throw error
    await rereadTagList(place).catch(() => undefined)
    const isListed = (await readTag(place, tag))?.goneAt === null
    throw isListed
      ? new ApiError('manifest_not_found', `The registry lists the tag “${tag}” but has no manifest for it.`)
      : new ApiError('tag_not_found', `There is no tag “${tag}” here any more.`, { cause: error })
  }
}

/** The digest behind a tag or digest at this moment, or null where there is nothing. */
export async function digestNow({ registry, repository }: Place, reference: string): Promise<string | null> {
  const { client } = registry
  try {
    const head = await client.headManifest(repository, reference)
    return head.digest ?? (await client.getManifest(repository, reference)).digest
  } catch (error) {
    if (isRegistryError(error) && error.code === 'not_found') return null
    throw error
  }
}

/** Throws `tag_not_found` or `tag_moved` unless the tag is on this digest at this moment. */
export async function requireUnmoved(place: Place, tag: string, digest: string): Promise<void> {
  const now = await digestNow(place, tag)
  if (now === digest) return
  if (now === null) throw new ApiError('tag_not_found', `There is no tag “${tag}” here any more.`)
  throw new ApiError('tag_moved', `The tag “${tag}” has moved since: it is on ${now} now.`)
}

/** Deletes a digest. That there is none is as good: the answer to a first try may have been lost on its way. */
export async function deleteDigest({ registry, repository }: Place, digest: string): Promise<void> {
  try {
    await registry.client.deleteManifest(repository, digest)
  } catch (error) {
    if (!isRegistryError(error) || error.code !== 'not_found') throw error
  }
}

/**
 * All other tags on a digest, asked from the registry one by one just now: a guess from the index could kill a tag that
 * was pushed a moment ago. One HEAD per tag of the repository.
 */
export async function readSiblingsNow(place: Place, digest: string, except: string): Promise<string[]> {
  await rereadTagList(place)
  const names = await namesToResolve(place, 'all')
  return stillOn(
    place,
    digest,
    names.filter((name) => name !== except),
  )
}

/** Which of these tags are on the digest just now. */
export async function stillOn(place: Place, digest: string, names: readonly string[]): Promise<string[]> {
  const limit = pLimit(pointersAtOnce)
  const digests = await Promise.all(names.map((name) => limit(() => readPointerNow(place, name))))
  return names.filter((_, i) => digests[i] === digest)
}

async function readPointerNow(place: Place, name: string): Promise<string | null> {
  // A broken tag is on no digest. Any other failure leaves a doubt, and with a doubt nothing is deleted.
  const digest = await digestNow(place, name)
  if (digest !== null && (await readTag(place, name))?.digest !== digest)
    await savePointer(place, name, digest, null)
  return digest
}

/**
 * Whether the registry deletes at all, asked without harm: the deletion of a random digest, which is either unknown or
 * refused. Throws the refusal in words of our API.
 */
export async function probeDeletion({ registry, repository }: Place): Promise<void> {
  const digest = `sha256:${randomBytes(32).toString('hex')}`
  try {
    await registry.client.deleteManifest(repository, digest)
  } catch (error) {
    if (isRegistryError(error) && error.code === 'not_found') return
    throw refusalOf(error)
  }
}
