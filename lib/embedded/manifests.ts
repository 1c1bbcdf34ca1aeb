import { formatDigest, type ParsedDigest, parseDigest } from '#lib/registry/digest.ts'
import { isTag } from '#lib/registry/reference.ts'
import { type Exchange, isNotModified, readBody, send, sendEmpty } from './exchange.ts'
import { parseManifest } from './manifest-document.ts'
import { digestOfBytes, readManifest, removeManifest, storeManifest, untag } from './manifest-store.ts'
import { invalidDigest, OciHttpError, unknownManifest, unknownRepository } from './oci-error.ts'
import { repositoryExists, type Store } from './store.ts'
import { readTag } from './tags.ts'

/** The specification asks registries to take manifests of 4 MiB at least. */
export const maxManifestBytes = 4 * 1024 * 1024

type Reference = { readonly tag: string } | { readonly digest: ParsedDigest }

/** `GET|HEAD /v2/<name>/manifests/<reference>` (end-3). */
export async function getManifest(exchange: Exchange, repository: string, text: string) {
  const { store } = exchange
  const reference = parseReference(text)
  const digest =
    reference === null
      ? null
      : 'tag' in reference
        ? await readTag(store, repository, reference.tag)
        : reference.digest
  const manifest = digest === null ? null : await readManifest(store, repository, digest)
  if (digest === null || manifest === null) throw await missing(store, repository)
  const name = formatDigest(digest)
  const headers = { 'Docker-Content-Digest': name, ETag: `"${name}"` }
  if (isNotModified(exchange, headers.ETag)) return sendEmpty(exchange, 304, headers)
  send(exchange, 200, { ...headers, 'Content-Type': manifest.mediaType }, manifest.bytes)
}

/** `PUT /v2/<name>/manifests/<reference>` (end-7); a push by digest may name tags as well (`?tag=`, spec 1.1+dev). */
export async function putManifest(exchange: Exchange, repository: string, text: string) {
  const reference = parseReference(text)
  if (reference === null) throw invalidTag()
  const tags = 'tag' in reference ? [reference.tag] : tagsOf(exchange.query)
  const bytes = await readBody(exchange, maxManifestBytes)
  const contentType = exchange.request.headers['content-type']?.split(';')[0]?.trim()
  const document = parseManifest(bytes, contentType || null)
  const digest = digestOfBytes('digest' in reference ? reference.digest.algorithm : 'sha256', bytes)
  if ('digest' in reference && digest.hex !== reference.digest.hex) {
    throw new OciHttpError(400, 'DIGEST_INVALID', 'The manifest has another digest than the address says.')
  }
  await storeManifest(exchange.store, { repository, digest, tags }, document, bytes)
  send(exchange, 201, {
    Location: `/v2/${repository}/manifests/${formatDigest(digest)}`,
    'Docker-Content-Digest': formatDigest(digest),
    ...(document.subject === null ? {} : { 'OCI-Subject': formatDigest(document.subject) }),
    ...('tag' in reference || tags.length === 0 ? {} : { 'OCI-Tag': tags.join(', ') }),
  })
}

const maxTagsPerPush = 64

function tagsOf(query: URLSearchParams): string[] {
  const tags = [...new Set(query.getAll('tag'))]
  if (tags.length > maxTagsPerPush || !tags.every(isTag)) throw invalidTag()
  return tags
}

/** `DELETE /v2/<name>/manifests/<reference>` (end-9): a tag goes alone, a digest takes its tags along. */
export async function deleteManifest(exchange: Exchange, repository: string, text: string) {
  const { store } = exchange
  const reference = parseReference(text)
  const isRemoved =
    reference !== null &&
    ('tag' in reference
      ? await untag(store, repository, reference.tag)
      : await removeManifest(store, repository, reference.digest))
  if (!isRemoved) throw await missing(store, repository)
  send(exchange, 202)
}

/** null for what can be no tag; what holds a colon is meant as a digest and must be one. */
function parseReference(text: string): Reference | null {
  if (!text.includes(':')) return isTag(text) ? { tag: text } : null
  const digest = parseDigest(text)
  if (digest === null) throw invalidDigest()
  return { digest }
}

const invalidTag = () =>
  new OciHttpError(400, 'MANIFEST_INVALID', 'A tag does not fit the grammar, or there are too many of them.')

const missing = async (store: Store, repository: string) =>
  (await repositoryExists(store, repository)) ? unknownManifest() : unknownRepository()
