import { blobPath, layoutOf, manifestPath, tagPath } from '#lib/embedded/layout.ts'
import { type ParsedDigest, parseDigest } from '#lib/registry/digest.ts'
import type { Blob, Built } from './images.ts'
import { type StorageWriter, writeOnce } from './storage-layout.ts'

/** As `writeStorage`, but into the folder of an embedded registry. */
export function writeEmbedded(dir: string): StorageWriter {
  const layout = layoutOf(dir)
  const write = writeOnce()
  const parsed = (digest: string): ParsedDigest => {
    const known = parseDigest(digest)
    if (!known) throw new Error(`${digest} is no digest`)
    return known
  }
  const writeBlob = (repository: string, { digest, bytes }: Pick<Blob, 'digest' | 'bytes'>) =>
    write(blobPath(layout, repository, parsed(digest)), bytes)
  const writeManifest = (repository: string, built: Built) => {
    for (const blob of built.blobs) writeBlob(repository, blob)
    for (const child of built.children) writeManifest(repository, child)
    write(
      manifestPath(layout, repository, parsed(built.digest)),
      Buffer.concat([Buffer.from(`${built.mediaType}\n`), built.bytes]),
    )
  }
  return {
    writeBlob,
    writeManifest,
    writeTag: (repository, name, digest) => write(tagPath(layout, repository, name), digest),
  }
}
