import { PassThrough, pipeline, type Readable, type Transform } from 'node:stream'
import { discard, drain, readBody } from './body.ts'
import { DigestVerifier, isDigestOf, type Passing } from './digest.ts'
import { RegistryError } from './error.ts'
import type { Answer } from './exchange.ts'
import { errorFields, toRegistryError } from './failure.ts'
import { contentLength } from './manifests.ts'
import { assertDigest, assertRepository } from './reference.ts'
import { pull, remove } from './scope.ts'
import type { Transport } from './transport.ts'
import type { RegistryClient } from './types.ts'

type Blobs = Pick<RegistryClient, 'headBlob' | 'getBlob' | 'readBlob' | 'deleteBlob'>

/** distribution-spec end-2 and end-10. */
export function createBlobs(transport: Transport): Blobs {
  const { registry, timeoutMs } = transport
  const callFor = (repository: string, digest: string, signal?: AbortSignal) => {
    assertRepository(registry, repository)
    assertDigest(registry, digest)
    return { to: `${repository}/blobs/${digest}`, scopes: [pull(repository)], signal, expect: [200] }
  }
  return {
    async headBlob(repository, digest, { signal } = {}) {
      return transport.send({ method: 'HEAD', ...callFor(repository, digest, signal) }, async (answer) => {
        await drain(answer, timeoutMs)
        return { sizeBytes: contentLength(answer) }
      })
    },

    async getBlob(repository, digest, { signal, range, expectedBytes, onBytes } = {}) {
      const call = { method: 'GET', ...callFor(repository, digest, signal) } as const
      if (!range)
        return transport.send(call, (answer) =>
          blobStream(answer, digest, { sizeBytes: expectedBytes, onBytes }),
        )
      const headers = { range: `bytes=${range.start}-${range.end ?? ''}` }
      return transport.send({ ...call, headers, expect: [200, 206] }, (answer) => {
        assertRange(answer, range.start)
        return blobStream(answer, digest)
      })
    },

    async readBlob(repository, digest, { signal, priority, maxBytes }) {
      return transport.send(
        { method: 'GET', priority, ...callFor(repository, digest, signal) },
        async (answer) => {
          const bytes = await readBody(answer, maxBytes, timeoutMs)
          if (!isDigestOf(digest, bytes)) throw blobMismatch(answer)
          return bytes
        },
      )
    },

    async deleteBlob(repository, digest, { signal } = {}) {
      const scopes = [remove(repository)]
      const call = { ...callFor(repository, digest, signal), scopes, expect: [202, 200, 204] }
      await transport.send({ method: 'DELETE', ...call, isRepeatable: true }, (a) => drain(a, timeoutMs))
    },
  }
}

/** The body as our own stream: verified where it is the whole, with errors of our own kind. */
function blobStream(answer: Answer, digest: string, passing?: Passing) {
  const isWhole = answer.status === 200
  const checked = isWhole
    ? new DigestVerifier(digest, () => blobMismatch(answer), passing)
    : new PassThrough()
  return {
    stream: withOwnErrors(answer, checked),
    status: isWhole ? (200 as const) : (206 as const),
    sizeBytes: contentLength(answer),
    contentType: answer.headers['content-type'] ?? null,
    contentRange: answer.headers['content-range'] ?? null,
  }
}

function withOwnErrors(answer: Answer, into: Transform): Readable {
  into._destroy = (thrown, done) => {
    const isOurs = thrown !== null
    done(isOurs ? toRegistryError(thrown, answer, 'body', answer.signal) : null)
  }
  pipeline(answer.body.stream(), into, () => {})
  return into
}

const blobMismatch = (answer: Answer) =>
  new RegistryError({
    ...errorFields(answer),
    code: 'digest_mismatch',
    status: answer.status,
    detail: 'The content does not have the digest by which it goes.',
  })

/** Another part than the one that was asked for must not be taken for it. */
function assertRange(answer: Answer, start: number) {
  if (answer.status !== 206) return
  if (answer.headers['content-range']?.startsWith(`bytes ${start}-`)) return
  discard(answer)
  const detail = 'The registry sent another part of the blob than the one that was asked for.'
  throw new RegistryError({ ...errorFields(answer), code: 'invalid_response', status: 206, detail })
}
