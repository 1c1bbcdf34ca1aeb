import { mediaTypes } from '#lib/registry/media-types.ts'
import type { Descriptor } from '#lib/registry/types.ts'
import { type Content, content, jsonContent } from './content.ts'

/** A manifest with all that must be pushed before it. */
export interface Manifest extends Content {
  readonly blobs: readonly Content[]
  readonly children: readonly Manifest[]
}

export interface ManifestExtras {
  readonly artifactType?: string
  readonly subject?: Descriptor
  readonly annotations?: Readonly<Record<string, string>>
}

export const emptyConfig = content(mediaTypes.ociEmpty, Buffer.from('{}'), { data: 'e30=' })

/** An image manifest of OCI or of Docker's schema 2. */
export function manifestOf(
  config: Content,
  layers: readonly Content[],
  extras: ManifestExtras = {},
  mediaType: string = mediaTypes.ociManifest,
): Manifest {
  const { artifactType, subject, annotations } = extras
  const document = {
    schemaVersion: 2,
    mediaType,
    ...(artifactType === undefined ? {} : { artifactType }),
    config: config.descriptor,
    layers: layers.map((layer) => layer.descriptor),
    ...(subject === undefined ? {} : { subject: plain(subject) }),
    ...(annotations === undefined ? {} : { annotations }),
  }
  return { ...jsonContent(mediaType, document), blobs: [config, ...layers], children: [] }
}

/** A child as its index names it; without `manifest` it is named and never pushed. */
export interface IndexEntry {
  readonly descriptor: Descriptor
  readonly manifest?: Manifest
}

/** An index of OCI or a manifest list of Docker. */
export function indexOf(
  entries: readonly IndexEntry[],
  extras: ManifestExtras = {},
  mediaType: string = mediaTypes.ociIndex,
): Manifest {
  const document = {
    schemaVersion: 2,
    mediaType,
    ...(extras.artifactType === undefined ? {} : { artifactType: extras.artifactType }),
    manifests: entries.map((entry) => entry.descriptor),
    ...(extras.subject === undefined ? {} : { subject: plain(extras.subject) }),
    ...(extras.annotations === undefined ? {} : { annotations: extras.annotations }),
  }
  const children = entries.flatMap((entry) => entry.manifest ?? [])
  return { ...jsonContent(mediaType, document), blobs: [], children }
}

const plain = ({ mediaType, digest, size }: Descriptor) => ({ mediaType, digest, size })
