import { isImageConfigType, mediaTypes } from '#lib/registry/media-types.ts'
import type { Descriptor } from '#lib/registry/types.ts'

/** What a manifest is to a person. `broken` is said of tags without a manifest and never of a manifest. */
export type ManifestKind =
  | 'image'
  | 'index'
  | 'artifact'
  | 'chart'
  | 'signature'
  | 'attestation'
  | 'sbom'
  | 'schema1'
  | 'unknown'

const kindOfType: ReadonlyMap<string, ManifestKind> = new Map([
  // cosign: https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
  ['application/vnd.dev.cosign.simplesigning.v1+json', 'signature'],
  ['application/vnd.dev.cosign.artifact.sig.v1+json', 'signature'],
  ['application/vnd.cncf.notary.signature', 'signature'],
  ['application/vnd.dsse.envelope.v1+json', 'attestation'],
  ['application/vnd.in-toto+json', 'attestation'],
  ['application/vnd.dev.cosign.artifact.att.v1+json', 'attestation'],
  ['application/vnd.dev.cosign.artifact.sbom.v1+json', 'sbom'],
  ['application/spdx+json', 'sbom'],
  ['text/spdx', 'sbom'],
  ['text/spdx+json', 'sbom'],
  ['text/spdx+xml', 'sbom'],
  ['application/vnd.cyclonedx', 'sbom'],
  ['application/vnd.cyclonedx+json', 'sbom'],
  ['application/vnd.cyclonedx+xml', 'sbom'],
  ['application/vnd.syft+json', 'sbom'],
  [mediaTypes.helmConfig, 'chart'],
])

interface Content {
  readonly artifactType?: string | undefined
  readonly config?: Pick<Descriptor, 'mediaType'> | undefined
  readonly layers?: readonly Pick<Descriptor, 'mediaType'>[]
}

/** The kind of an image manifest (the OCI spec puts every artifact into one): its types tell, its layers where they do not. */
export function kindOfContent({ artifactType, config, layers = [] }: Content): ManifestKind {
  const stated = kindOfType.get(artifactType ?? '') ?? kindOfType.get(config?.mediaType ?? '')
  if (stated) return stated
  const ofLayers = layers.map((layer) => kindOfType.get(layer.mediaType))
  const first = ofLayers[0]
  // BuildKit's attestations and cosign's signatures carry an ordinary image config: only their layers tell.
  if (first && ofLayers.every((kind) => kind === first)) return first
  if (!artifactType && config && isImageConfigType(config.mediaType)) return 'image'
  return 'artifact'
}

/** What a descriptor alone tells of what it points to. */
export function kindOfDescriptor(descriptor: Descriptor): ManifestKind {
  if (isAttestation(descriptor)) return 'attestation'
  const stated = kindOfType.get(descriptor.artifactType ?? '')
  if (stated) return stated
  if (descriptor.artifactType) return 'artifact'
  switch (descriptor.mediaType) {
    case mediaTypes.ociIndex:
    case mediaTypes.dockerList:
      return 'index'
    case mediaTypes.ociManifest:
    case mediaTypes.dockerManifest:
      return 'image'
    case mediaTypes.dockerSchema1:
    case mediaTypes.dockerSchema1Signed:
      return 'schema1'
    default:
      return 'unknown'
  }
}

/** BuildKit puts attestations into an index as `unknown/unknown` children that name their subject in an annotation. */
export const isAttestation = (descriptor: Descriptor) =>
  descriptor.annotations?.['vnd.docker.reference.type'] === 'attestation-manifest'

/** The digest that a BuildKit attestation is about. */
export const attestedDigest = (descriptor: Descriptor): string | null =>
  isAttestation(descriptor) ? (descriptor.annotations?.['vnd.docker.reference.digest'] ?? null) : null

const referrerTag = /^sha(?:256-[0-9a-f]{64}|512-[0-9a-f]{128})(?:\.[a-z0-9-]+)?$/

/** Tags such as `sha256-….sig` that only carry referrers: the fallback of the OCI spec, and cosign's. */
export const isReferrerTag = (tag: string) => referrerTag.test(tag)
