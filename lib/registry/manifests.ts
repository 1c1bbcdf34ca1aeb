import { drain, maxBytesOf, readBody } from './body.ts'
import { digestOf, isDigest, isDigestOf, parseDigest } from './digest.ts'
import { isRegistryError, RegistryError } from './error.ts'
import type { Answer } from './exchange.ts'
import { errorFields } from './failure.ts'
import { cleanMediaType, manifestMediaType } from './manifest.ts'
import { manifestAccept, mediaTypes } from './media-types.ts'
import { isHtml } from './paging.ts'
import { assertReference, assertRepository } from './reference.ts'
import { schema1Payload } from './schema1-payload.ts'
import { pull, push, remove } from './scope.ts'
import type { Transport } from './transport.ts'
import type { CallOptions, RawManifest, RegistryClient } from './types.ts'

type Manifests = Pick<RegistryClient, 'headManifest' | 'getManifest' | 'putManifest' | 'deleteManifest'>

/** distribution-spec end-2, end-3, end-7 and end-9. */
export function createManifests(transport: Transport): Manifests {
  const { registry, timeoutMs } = transport
  const pathOf = (repository: string, reference: string) => {
    assertRepository(registry, repository)
    assertReference(registry, reference)
    return `${repository}/manifests/${reference}`
  }
  const reading = (repository: string, reference: string, { signal, priority }: CallOptions) => ({
    to: pathOf(repository, reference),
    headers: { accept: manifestAccept },
    scopes: [pull(repository)],
    expect: [200],
    signal,
    priority,
  })

  const getManifest: Manifests['getManifest'] = async (repository, reference, options = {}) =>
    transport.send({ method: 'GET', ...reading(repository, reference, options) }, async (answer) =>
      verified(answer, reference, await readBody(answer, maxBytesOf.manifest, timeoutMs)),
    )

  return {
    getManifest,

    async headManifest(repository, reference, options = {}) {
      try {
        return await transport.send({ method: 'HEAD', ...reading(repository, reference, options) }, headOf)
      } catch (error) {
        // Not in the spec, but met with: registries that know only GET.
        if (!isRegistryError(error) || error.status !== 405) throw error
        const { digest, mediaType, bytes } = await getManifest(repository, reference, options)
        return { digest, mediaType, sizeBytes: bytes.length }
      }
    },

    async putManifest(repository, reference, { mediaType, bytes }, { signal } = {}) {
      const to = pathOf(repository, reference)
      const asked = parseDigest(reference)
      const digest = digestOf(bytes, asked?.algorithm)
      if (asked && digest !== reference) {
        throw new RegistryError({
          code: 'digest_mismatch',
          registry,
          detail: 'The manifest has another digest.',
        })
      }
      assertMediaType(registry, mediaType)
      const call = {
        method: 'PUT',
        to,
        headers: { 'content-type': mediaType },
        body: bytes,
        scopes: [push(repository)],
        expect: [201, 200, 202],
        // A second PUT to a tag could undo what somebody else has pushed in the meantime.
        isRepeatable: asked !== null,
        signal,
      } as const
      return transport.send(call, async (answer) => {
        await drain(answer, timeoutMs)
        const announced = digestHeader(answer, 'docker-content-digest')
        if (announced && !isDigestOf(announced, bytes)) throw mismatch(answer)
        return { digest, subject: digestHeader(answer, 'oci-subject') }
      })
    },

    async deleteManifest(repository, reference, { signal } = {}) {
      const call = {
        method: 'DELETE',
        to: pathOf(repository, reference),
        headers: {},
        scopes: [remove(repository)],
        expect: [202, 200, 204],
        // A second DELETE of a tag could take what somebody else has pushed in the meantime.
        isRepeatable: isDigest(reference),
        signal,
      } as const
      await transport.send(call, (answer) => drain(answer, timeoutMs))
    },
  }
}

async function headOf(answer: Answer) {
  const { headers } = answer
  await drain(answer, 1_000)
  return {
    digest: digestHeader(answer, 'docker-content-digest'),
    mediaType: cleanMediaType(headers['content-type'] ?? null) || null,
    sizeBytes: contentLength(answer),
  }
}

/** null where it is absent, or no number of bytes. */
export function contentLength({ headers }: Answer): number | null {
  const length = headers['content-length']
  return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : null
}

/** null where it is absent, or no digest that we could verify. */
function digestHeader({ headers }: Answer, name: string): string | null {
  const value = headers[name]
  return typeof value === 'string' && isDigest(value) ? value : null
}

/** A digest that was asked for must be that of the bytes; for a tag, the one that the registry announced. */
function verified(answer: Answer, reference: string, bytes: Buffer): RawManifest {
  const contentType = answer.headers['content-type'] ?? null
  const mediaType = manifestMediaType(bytes, contentType)
  if (isHtml(answer, bytes)) {
    const detail = 'What answers there is a web page and not a registry.'
    throw new RegistryError({ ...errorFields(answer), code: 'not_a_registry', status: answer.status, detail })
  }
  const expected = isDigest(reference) ? reference : digestHeader(answer, 'docker-content-digest')
  const content = mediaType === mediaTypes.dockerSchema1Signed ? schema1Payload(bytes) : bytes
  if (expected && !isDigestOf(expected, bytes) && !isDigestOf(expected, content)) throw mismatch(answer)
  return { digest: expected ?? digestOf(content), mediaType, bytes }
}

const mismatch = (answer: Answer) =>
  new RegistryError({
    ...errorFields(answer),
    code: 'digest_mismatch',
    status: answer.status,
    detail: 'The content does not have the digest by which it goes.',
  })

/** RFC 6838, 4.2. It becomes a header. */
function assertMediaType(registry: string, mediaType: string) {
  if (/^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/i.test(mediaType)) return
  throw new RegistryError({ code: 'invalid_reference', registry, detail: 'That is not a media type.' })
}
