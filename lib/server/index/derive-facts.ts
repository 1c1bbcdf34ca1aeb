import { type Chain, chainOfManifest } from '#lib/engines/layers/chain.ts'
import { distinctSize, type SizedBlob } from '#lib/engines/layers/size.ts'
import { type Created, createdOf } from '#lib/engines/manifest/created.ts'
import { isAttestation, kindOfContent, type ManifestKind } from '#lib/engines/manifest/kind.ts'
import { distinctPlatforms, type Platform, platformOf } from '#lib/engines/manifest/platform.ts'
import { type SearchableLabel, searchableLabels } from '#lib/engines/search/labels.ts'
import type { ImageConfig } from '#lib/registry/image-config.ts'
import type { ParsedManifest } from '#lib/registry/manifest.ts'

/** What a child of an index contributes: null where the registry does not have it. */
export interface ChildFacts {
  readonly blobs: readonly SizedBlob[] | null
  readonly platforms: readonly Platform[]
  readonly createdAt: Date | null
}

export interface DerivedFacts {
  readonly kind: ManifestKind
  /** Config plus distinct layers, for an index over all its children; null while a child is missing. */
  readonly totalSize: number | null
  readonly created: Created | null
  readonly platforms: readonly Platform[]
  /** By which what it is built on, and what is built on it, are found; null for what is no image with layers. */
  readonly chain: Chain | null
  /** By which it is found in a search. */
  readonly labels: readonly SearchableLabel[]
}

const createdAnnotation = 'org.opencontainers.image.created'

/** What can be said of a manifest from its own content, its config and its children (by digest). */
export function deriveFacts(
  manifest: ParsedManifest,
  config: ImageConfig | null,
  children: ReadonlyMap<string, ChildFacts>,
): DerivedFacts {
  switch (manifest.shape) {
    case 'image':
      return {
        kind: kindOfContent(manifest),
        totalSize: knownSize([manifest.config, ...manifest.layers]),
        created: createdOf(config?.created, manifest.annotations[createdAnnotation]),
        platforms: distinctPlatforms([platformOf(config)]),
        chain: chainOfManifest(manifest, config),
        labels: searchableLabels(config?.config?.Labels, manifest.annotations),
      }
    case 'index': {
      const known = manifest.manifests.map((child) => ({ child, facts: children.get(child.digest) }))
      const blobs = known.map(({ facts }) => facts?.blobs ?? null)
      return {
        kind: 'index',
        totalSize: blobs.every((b) => b !== null) ? knownSize(blobs.flat()) : null,
        created: newest(
          known.map(({ facts }) => facts?.createdAt ?? null),
          manifest.annotations[createdAnnotation],
        ),
        platforms: distinctPlatforms(
          known.flatMap(({ child, facts }) => {
            if (isAttestation(child)) return []
            const claimed = platformOf(child.platform)
            return claimed ? [claimed] : (facts?.platforms ?? [])
          }),
        ),
        chain: null,
        labels: searchableLabels(null, manifest.annotations),
      }
    }
    case 'schema1':
      return {
        kind: 'schema1',
        totalSize: null,
        created: createdOf(manifest.created, null),
        platforms: [],
        chain: null,
        labels: [],
      }
    default:
      return { kind: 'unknown', totalSize: null, created: null, platforms: [], chain: null, labels: [] }
  }
}

/** Claims that add up to more than a number can hold are lies, and none of them is known to be true. */
function knownSize(blobs: Iterable<SizedBlob>): number | null {
  const size = distinctSize(blobs)
  return Number.isSafeInteger(size) ? size : null
}

/** An index has no date of its own: it is as new as the newest image in it. */
function newest(dates: readonly (Date | null)[], annotation: string | undefined): Created | null {
  const times = dates.flatMap((date) => (date ? [date.getTime()] : []))
  return times.length > 0
    ? { at: new Date(Math.max(...times)), source: 'config' }
    : createdOf(null, annotation)
}
