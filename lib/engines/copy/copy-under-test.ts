import { digestOf } from '#lib/registry/digest.ts'
import { mediaTypes } from '#lib/registry/media-types.ts'
import type { CopyChild, CopyGraph, CopyManifest } from './graph.ts'

const bytesOf = (document: object) => new TextEncoder().encode(JSON.stringify(document))

/** A graph that grows as a registry does: nothing can be listed or referred to before it is there. */
export function graphUnderTest() {
  const manifests = new Map<string, CopyManifest>()
  const add = (document: object, more: Partial<CopyManifest>): CopyManifest => {
    const bytes = bytesOf({ schemaVersion: 2, mediaType: more.mediaType, ...document })
    const manifest: CopyManifest = {
      digest: digestOf(bytes),
      mediaType: mediaTypes.ociManifest,
      bytes,
      children: [],
      blobs: [],
      subject: null,
      tag: null,
      ...more,
    }
    manifests.set(manifest.digest, manifest)
    return manifest
  }
  return {
    manifests,
    addImage: (name: string, blobs: readonly string[] = [], subject: string | null = null) =>
      add(
        { name, subject },
        {
          subject,
          mediaType: mediaTypes.ociManifest,
          blobs: blobs.map((blob) => ({ digest: digestOf(bytesOf({ blob })), size: blob.length * 100 })),
        },
      ),
    addIndex: (children: readonly CopyChild[], subject: string | null = null) =>
      add(
        {
          annotations: { kept: 'as it is' },
          manifests: children.map(({ digest, platform, attests }) => {
            const [os, architecture, variant] = platform?.split('/') ?? []
            const annotations = attests && { 'vnd.docker.reference.digest': attests }
            return { digest, size: 1, platform: platform && { os, architecture, variant }, annotations }
          }),
        },
        { mediaType: mediaTypes.ociIndex, children, subject },
      ),
    graph: (root: CopyManifest): CopyGraph => ({ root: root.digest, manifests }),
  }
}

export const childOf = (
  { digest }: CopyManifest,
  platform: string | null,
  attests: string | null = null,
): CopyChild => ({ digest, platform, attests })
