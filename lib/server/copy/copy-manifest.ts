import type { CopyManifest } from '#lib/engines/copy/graph.ts'
import { attestedDigest } from '#lib/engines/manifest/kind.ts'
import { formatPlatform, platformOf } from '#lib/engines/manifest/platform.ts'
import { digestOf } from '#lib/registry/digest.ts'
import { parseManifest } from '#lib/registry/manifest.ts'
import type { Descriptor, RawManifest } from '#lib/registry/types.ts'
import { CopyRefused } from './copy-refused.ts'

/** Docker's word and OCI's for layers that no registry holds: they say themselves from where they are to be had. */
const isForeign = ({ mediaType, urls }: Descriptor) =>
  (urls?.length ?? 0) > 0 && /foreign|nondistributable/.test(mediaType)

/** What a copy needs to know of a manifest. Throws `CopyRefused` for what can't be put as it is. */
export function copyManifestOf(raw: RawManifest, tag: string | null = null): CopyManifest {
  const parsed = parseManifest(raw.bytes, raw.mediaType)
  const algorithm = raw.digest.startsWith('sha512:') ? 'sha512' : 'sha256'
  // Schema 1 goes by the digest of what is within its signature.
  if ((parsed.shape !== 'index' && parsed.shape !== 'image') || digestOf(raw.bytes, algorithm) !== raw.digest)
    throw new CopyRefused(
      'unsupported',
      `${raw.digest} (${raw.mediaType}) is no manifest that can be copied.`,
    )
  const common = {
    digest: raw.digest,
    mediaType: raw.mediaType,
    bytes: raw.bytes,
    subject: parsed.subject?.digest ?? null,
    tag,
  }
  if (parsed.shape === 'index') {
    const children = parsed.manifests.map((descriptor) => {
      const platform = platformOf(descriptor.platform)
      return {
        digest: descriptor.digest,
        platform: platform && formatPlatform(platform),
        attests: attestedDigest(descriptor),
      }
    })
    return { ...common, children, blobs: [] }
  }
  const blobs = [parsed.config, ...parsed.layers].filter((descriptor) => !isForeign(descriptor))
  return { ...common, children: [], blobs: blobs.map(({ digest, size }) => ({ digest, size })) }
}
