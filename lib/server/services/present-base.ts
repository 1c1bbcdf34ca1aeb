import type { Manifest } from '#lib/api/manifests.ts'
import { agrees, chooseBase, claimOf } from '#lib/engines/layers/base-image.ts'
import { countDerived, readBaseCandidates } from '../index/base-images.ts'
import { readImageSizes } from '../index/image-sizes.ts'
import type { FoundManifest } from './find-manifest.ts'

type Bases = Pick<Manifest, 'base' | 'baseClaim' | 'builtOnThis'>

/** What an image is built on, what it says of that itself, and how many are built on it. An index: nothing by itself. */
export async function presentBase({ place, row }: FoundManifest): Promise<Bases> {
  const { runtime, registry } = place
  const claim = claimOf(row.annotations)
  const candidates = row.kind === 'image' ? await readBaseCandidates(runtime, row.digest) : []
  const base = chooseBase(candidates, claim, registry.settings.id)
  return {
    base: base && {
      registry: base.registry,
      repository: base.repository,
      tag: base.tag,
      digest: base.digest,
      layers: base.depth,
    },
    baseClaim: claim && { ...claim, agrees: base && agrees(claim, base) },
    builtOnThis: await countDerived(runtime, row.digest),
  }
}

type Sizes = Pick<Manifest, 'uniqueSize' | 'sharedSize' | 'uniqueInRegistry' | 'unknownTags'>

/** What only this tag holds: nothing while others are on the same digest. null while tags are unknown that may hold it, too. */
export async function presentSizes({ place, row, tag }: FoundManifest, siblings: number): Promise<Sizes> {
  const sizes = await readImageSizes(place, row.digest)
  if (!sizes || row.totalSize === null) {
    return {
      uniqueSize: null,
      sharedSize: null,
      uniqueInRegistry: null,
      unknownTags: sizes?.unknownTags ?? 0,
    }
  }
  const hasTwins = tag !== null && siblings > 0
  const unique = hasTwins ? 0 : sizes.uniqueInRepository
  const isKnown = sizes.unknownTags === 0
  return {
    uniqueSize: isKnown ? unique : null,
    sharedSize: isKnown ? Math.max(0, row.totalSize - unique) : null,
    uniqueInRegistry: sizes.unknownInRegistry > 0 ? null : hasTwins ? 0 : sizes.uniqueInRegistry,
    unknownTags: sizes.unknownTags,
  }
}
