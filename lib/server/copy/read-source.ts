import pLimit from 'p-limit'
import type { CopyOptions } from '#lib/api/copy-plan.ts'
import { chooseCopy } from '#lib/engines/copy/choose.ts'
import type { CopyChild, CopyGraph, CopyManifest } from '#lib/engines/copy/graph.ts'
import { isPlatform } from '#lib/engines/copy/platforms.ts'
import { isRegistryError } from '#lib/registry/error.ts'
import type { Place } from '../index/place.ts'
import { copyManifestOf } from './copy-manifest.ts'
import { CopyRefused } from './copy-refused.ts'
import type { ReferrerTags } from './referrer-tags.ts'

/** More than any image has, its referrers included. */
const maxManifests = 2_000
const maxBytes = 32 * 1024 * 1024
const atOnce = 8

/**
 * Reads a source from its registry: what the reference is on now, what of it is chosen, and what refers to that. Throws
 * `CopyRefused`, or the registry's failure.
 */
export async function readSource(
  place: Place,
  reference: string,
  { platforms, referrers }: CopyOptions,
  tags: ReferrerTags,
): Promise<CopyGraph> {
  const { registry, repository } = place
  const limit = pLimit(atOnce)
  const manifests = new Map<string, CopyManifest>()
  const asked = new Set<string>()
  let bytes = 0
  const read = async (digest: string, tag: string | null = null): Promise<CopyManifest | null> => {
    if (asked.has(digest)) return null
    asked.add(digest)
    if (asked.size > maxManifests)
      throw new CopyRefused('too_large', `It has more than ${maxManifests} manifests.`)
    const raw = await limit(() => registry.client.getManifest(repository, digest, place.call))
    bytes += raw.bytes.length
    if (bytes > maxBytes)
      throw new CopyRefused('too_large', `Its manifests have more than ${maxBytes} bytes.`)
    const manifest = copyManifestOf(raw, tag)
    manifests.set(manifest.digest, manifest)
    return manifest
  }
  const isChosen = (platform: string | null) =>
    platform !== null && platforms?.some((name) => isPlatform(platform, name)) === true
  const isWanted = ({ platform, attests }: CopyChild, siblings: readonly CopyChild[]): boolean => {
    if (platforms === null || isChosen(platform)) return true
    if (attests === null) return platform === null
    return siblings.some(({ digest, platform: ofSubject }) => digest === attests && isChosen(ofSubject))
  }
  /** All that stands below it, as far as it is chosen. */
  const descend = async ({ children }: CopyManifest, isTaken: typeof isWanted): Promise<void> => {
    await Promise.all(
      children
        .filter((child) => isTaken(child, children))
        .map(async ({ digest, platform }) => {
          const manifest = await read(digest)
          // What is chosen by its platform comes whole.
          if (manifest) await descend(manifest, platform === null ? isTaken : () => true)
        }),
    )
  }
  const readReferrers = async (subject: string): Promise<void> => {
    const { descriptors } = await limit(() => registry.client.listReferrers(repository, subject, place.call))
    const found = await Promise.all([
      ...descriptors.map(async ({ digest }) => {
        const referrer = await read(digest).catch(missingReferrer)
        // Whatever a registry lists: only what says so itself refers to it.
        if (referrer?.subject === subject) return referrer
        if (referrer) manifests.delete(referrer.digest)
        return null
      }),
      ...(await tags.about(place, subject)).map(async (tag) => {
        const reading = limit(() => registry.client.getManifest(repository, tag, place.call))
        const raw = await reading.catch(missingReferrer)
        if (!raw || asked.has(raw.digest)) return null
        asked.add(raw.digest)
        const referrer = { ...copyManifestOf(raw, tag), subject }
        manifests.set(raw.digest, referrer)
        return referrer
      }),
    ])
    for (const referrer of found) {
      if (!referrer) continue
      await descend(referrer, () => true)
      await readReferrers(referrer.digest)
    }
  }

  const root = copyManifestOf(await registry.client.getManifest(repository, reference, place.call))
  asked.add(root.digest)
  manifests.set(root.digest, root)
  await descend(root, isWanted)
  const graph: CopyGraph = { root: root.digest, manifests }
  if (!referrers) return graph
  const chosen = chooseCopy(graph, { platforms, referrers: false })?.manifests ?? []
  await Promise.all(chosen.flatMap(({ digest }) => (manifests.has(digest) ? [readReferrers(digest)] : [])))
  return graph
}

/** A list of referrers may name what was deleted since: that says nothing of the image. */
function missingReferrer(error: unknown): null {
  if (isRegistryError(error) && error.code === 'not_found') return null
  throw error
}
