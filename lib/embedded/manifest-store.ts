import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pLimit from 'p-limit'
import { type DigestAlgorithm, formatDigest, type ParsedDigest } from '#lib/registry/digest.ts'
import { isMissing, removeDurably, writeDurably } from './durable.ts'
import { blobPath, manifestPath, referrerPath } from './layout.ts'
import { type ManifestDocument, parseManifest } from './manifest-document.ts'
import { OciHttpError } from './oci-error.ts'
import { fileSize, type Store } from './store.ts'
import { listTags, readTag, removeTag, writeTag } from './tags.ts'

const readsAtOnce = 16

export interface StoredManifest {
  readonly mediaType: string
  readonly bytes: Buffer
}

export const digestOfBytes = (algorithm: DigestAlgorithm, bytes: Uint8Array): ParsedDigest => ({
  algorithm,
  hex: createHash(algorithm).update(bytes).digest('hex'),
})

/** null where there is none. Throws when the disk has changed the bytes. */
export async function readManifest(
  store: Store,
  repository: string,
  digest: ParsedDigest,
): Promise<StoredManifest | null> {
  let file: Buffer
  try {
    file = await readFile(manifestPath(store.layout, repository, digest))
  } catch (e) {
    if (isMissing(e)) return null
    throw e
  }
  const lineEnd = file.indexOf('\n')
  const bytes = file.subarray(lineEnd + 1)
  if (digestOfBytes(digest.algorithm, bytes).hex !== digest.hex) {
    throw new Error(`The manifest ${formatDigest(digest)} of ${repository} is damaged on disk.`)
  }
  return { mediaType: file.toString('utf8', 0, lineEnd), bytes }
}

/**
 * Referrer before manifest before tag: a crash in between leaves an entry that points to nothing and is passed over,
 * never a manifest that its subject does not know of.
 */
export async function storeManifest(
  store: Store,
  target: { repository: string; digest: ParsedDigest; tags: readonly string[] },
  document: ManifestDocument,
  bytes: Uint8Array,
) {
  const { repository, digest, tags } = target
  const { layout } = store
  await store.repositories.run(repository, async () => {
    for (const blob of document.blobs) {
      if ((await fileSize(blobPath(layout, repository, blob))) === null) {
        throw new OciHttpError(
          400,
          'MANIFEST_BLOB_UNKNOWN',
          `The blob ${formatDigest(blob)} is not in this repository.`,
        )
      }
    }
    if (document.subject !== null) {
      await writeDurably(referrerPath(layout, repository, document.subject, digest), '', layout.temporary)
    }
    const file = Buffer.concat([Buffer.from(`${document.mediaType}\n`), bytes])
    await writeDurably(manifestPath(layout, repository, digest), file, layout.temporary)
    for (const tag of tags) await writeTag(store, repository, tag, formatDigest(digest))
  })
}

/** Removes a tag and nothing else; false where it was not there. */
export const untag = (store: Store, repository: string, tag: string) =>
  store.repositories.run(repository, () => removeTag(store, repository, tag))

/** Removes a manifest, every tag on it, and its entry with its subject; false where it was not there. */
export async function removeManifest(
  store: Store,
  repository: string,
  digest: ParsedDigest,
): Promise<boolean> {
  return store.repositories.run(repository, async () => {
    const manifest = await readManifest(store, repository, digest)
    if (manifest === null) return false
    // Tags first: one whose manifest is gone would be a broken row for ever, were there a crash in between.
    for (const tag of await tagsOn(store, repository, digest)) await removeTag(store, repository, tag)
    await removeDurably(manifestPath(store.layout, repository, digest))
    const { subject } = parseManifest(manifest.bytes, manifest.mediaType)
    if (subject !== null) await removeDurably(referrerPath(store.layout, repository, subject, digest))
    return true
  })
}

/** Of thousands of tags each is a file to read: several at a time. */
async function tagsOn(store: Store, repository: string, digest: ParsedDigest): Promise<string[]> {
  const limit = pLimit(readsAtOnce)
  const tags = await listTags(store, repository)
  const pointers = await Promise.all(tags.map((tag) => limit(() => readTag(store, repository, tag))))
  const name = formatDigest(digest)
  return tags.filter((_, at) => {
    const pointer = pointers[at]
    return pointer && formatDigest(pointer) === name
  })
}
