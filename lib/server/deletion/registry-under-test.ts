import { digestOf, isDigest } from '#lib/registry/digest.ts'
import { RegistryError, type RegistryErrorCode } from '#lib/registry/error.ts'
import { mediaTypes } from '#lib/registry/media-types.ts'
import type { RawManifest, RegistryClient } from '#lib/registry/types.ts'

const refuse = (code: RegistryErrorCode, status: number) =>
  new RegistryError({ code, status, registry: 'one', method: 'DELETE' })

/** A registry in memory. What it makes of the deletion of a tag: it untags, refuses (CNCF 2.8), or deletes the digest. */
export function registryUnderTest(untagging: 'untags' | 'refuses' | 'deletes') {
  const tags = new Map<string, string>()
  const manifests = new Map<string, RawManifest>()
  const read = (reference: string): RawManifest => {
    const found = manifests.get(isDigest(reference) ? reference : (tags.get(reference) ?? ''))
    if (!found) throw refuse('not_found', 404)
    return found
  }
  const removeDigest = (digest: string) => {
    if (!manifests.delete(digest)) throw refuse('not_found', 404)
    for (const [tag, on] of tags) if (on === digest) tags.delete(tag)
  }
  const client = {
    async *listTags() {
      yield [...tags.keys()]
    },
    getManifest: async (_, reference) => read(reference),
    headManifest: async (_, reference) => {
      const { digest, mediaType, bytes } = read(reference)
      return { digest, mediaType, sizeBytes: bytes.length }
    },
    async putManifest(_, reference, { mediaType, bytes }) {
      const digest = digestOf(bytes)
      manifests.set(digest, { digest, mediaType, bytes: Buffer.from(bytes) })
      if (!isDigest(reference)) tags.set(reference, digest)
      return { digest, subject: null }
    },
    async deleteManifest(_, reference) {
      if (isDigest(reference)) return removeDigest(reference)
      const { digest } = read(reference)
      if (untagging === 'refuses') throw refuse('refused', 400)
      if (untagging === 'deletes') removeDigest(digest)
      else tags.delete(reference)
    },
    putBlob: async () => {},
    readBlob: async () => Buffer.from('{}'),
  } satisfies Partial<RegistryClient>

  const push = async (document: object, mediaType: string, ...names: string[]) => {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...document }))
    for (const name of names.length > 0 ? names : [digestOf(bytes)])
      await client.putManifest('', name, { mediaType, bytes })
    return digestOf(bytes)
  }
  const config = { mediaType: mediaTypes.ociConfig, digest: digestOf(Buffer.from('{}')), size: 2 }
  return {
    client: client as Partial<RegistryClient> & typeof client,
    tags,
    manifests,
    /** An image that no other is like. */
    pushImage: (text: string, ...names: string[]) =>
      push({ config, layers: [], annotations: { text } }, mediaTypes.ociManifest, ...names),
    pushIndex: (children: readonly string[], ...names: string[]) => {
      const manifests = children.map((digest) => ({ mediaType: mediaTypes.ociManifest, digest, size: 1 }))
      return push({ manifests }, mediaTypes.ociIndex, ...names)
    },
  }
}
