import { randomFillSync } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type Blob, type Built, sha256, types } from '../lab/images.ts'
import { writeStorage } from '../lab/storage-layout.ts'

/** Shares of an image's size: the layers that all of them have, and those of each. */
const sharedParts = [0.3, 0.3]
const ownParts = [0.2, 0.2]

export interface LargeImages {
  readonly repository: string
  readonly tags: readonly string[]
  /** Distinct blobs, config included: what has to cross over. */
  readonly bytes: number
}

/**
 * Writes `count` images of `imageBytes` each into the `dir` of a registry, three fifths of which they share. Layers are gzip
 * of noise, one at a time in memory.
 */
export function writeLargeImages(dir: string, count: number, imageBytes: number): LargeImages {
  const repository = 'shop/api'
  const storage = writeStorage(dir)
  let bytes = 0
  const keep = (content: Buffer, mediaType: string) => {
    const blob = { mediaType, digest: sha256(content), bytes: content }
    storage.writeBlob(repository, blob)
    bytes += content.length
    return { mediaType, digest: blob.digest, size: content.length }
  }
  const layer = (part: number) =>
    keep(gzipSync(randomFillSync(Buffer.alloc(Math.round(imageBytes * part))), { level: 0 }), types.ociLayer)
  const shared = sharedParts.map(layer)
  const tags = Array.from({ length: count }, (_, at) => `1.${at}.0`)
  for (const tag of tags) {
    const layers = [...shared, ...ownParts.map(layer)]
    const config = keep(
      json({ architecture: 'amd64', os: 'linux', config: { Labels: { tag } } }),
      types.ociConfig,
    )
    const manifest = manifestOf(json({ schemaVersion: 2, mediaType: types.ociManifest, config, layers }))
    storage.writeManifest(repository, manifest)
    storage.writeTag(repository, tag, manifest.digest)
  }
  return { repository, tags, bytes }
}

const json = (value: object) => Buffer.from(JSON.stringify(value))
const manifestOf = (bytes: Buffer): Built => {
  const blob: Blob = { mediaType: types.ociManifest, digest: sha256(bytes), bytes }
  return { ...blob, blobs: [], children: [] }
}
