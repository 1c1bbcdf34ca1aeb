import { mediaTypes } from '#lib/registry/media-types.ts'
import type { DescriptorPlatform } from '#lib/registry/types.ts'
import { timestamp } from './calendar.ts'
import { jsonContent } from './content.ts'
import { type IndexEntry, indexOf, type Manifest, type ManifestExtras, manifestOf } from './manifest.ts'

const spdx = 'https://spdx.dev/Document'
const provenance = 'https://slsa.dev/provenance/v1'

export interface PlatformImage {
  readonly platform: DescriptorPlatform
  readonly manifest: Manifest
}

/** An index as BuildKit pushes it: the images first, then an attestation manifest for each of them. */
export function attestedIndex(
  images: readonly PlatformImage[],
  source: { readonly repository: string; readonly builtAt: Date; readonly packages: readonly string[] },
  extras: ManifestExtras = {},
): Manifest {
  const attestations = images.map(({ manifest }) => attestationOf(manifest, source))
  return indexOf([...images.map(entryOf), ...attestations], extras)
}

export const entryOf = ({ platform, manifest }: PlatformImage): IndexEntry => ({
  descriptor: { ...manifest.descriptor, platform },
  manifest,
})

function attestationOf(
  subject: Manifest,
  source: { readonly repository: string; readonly builtAt: Date; readonly packages: readonly string[] },
): IndexEntry {
  const about = [
    {
      name: `pkg:docker/${source.repository}`,
      digest: { sha256: subject.descriptor.digest.slice('sha256:'.length) },
    },
  ]
  const statement = (predicateType: string, predicate: object) =>
    jsonContent(
      'application/vnd.in-toto+json',
      { _type: 'https://in-toto.io/Statement/v0.1', subject: about, predicateType, predicate },
      { annotations: { 'in-toto.io/predicate-type': predicateType } },
    )
  const layers = [
    statement(spdx, spdxDocument(source.repository, source.builtAt, source.packages)),
    statement(provenance, {
      buildDefinition: {
        buildType: 'https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md',
        externalParameters: { request: { frontend: 'dockerfile.v0' } },
      },
      runDetails: { builder: { id: '' }, metadata: { finishedOn: timestamp(source.builtAt) } },
    }),
  ]
  const config = jsonContent(mediaTypes.ociConfig, {
    architecture: 'unknown',
    os: 'unknown',
    config: {},
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.descriptor.digest) },
  })
  const manifest = manifestOf(config, layers)
  return {
    manifest,
    descriptor: {
      ...manifest.descriptor,
      annotations: {
        'vnd.docker.reference.digest': subject.descriptor.digest,
        'vnd.docker.reference.type': 'attestation-manifest',
      },
      platform: { architecture: 'unknown', os: 'unknown' },
    },
  }
}

/** Packages are written `name@version`. */
export const spdxDocument = (name: string, createdAt: Date, packages: readonly string[]) => ({
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name,
  documentNamespace: `https://demo.portolan.invalid/spdx/${name}`,
  creationInfo: { created: timestamp(createdAt), creators: ['Tool: portolan-demo'] },
  packages: packages.map((text) => {
    const [packageName, versionInfo] = text.split('@')
    return {
      SPDXID: `SPDXRef-${packageName}`,
      name: packageName,
      versionInfo,
      downloadLocation: 'NOASSERTION',
    }
  }),
})
