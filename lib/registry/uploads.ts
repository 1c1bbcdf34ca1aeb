import { pipeline } from 'node:stream'
import { drain } from './body.ts'
import { gatherChunks } from './chunks.ts'
import { DigestVerifier, isDigestOf, startDigest } from './digest.ts'
import { isRegistryError, RegistryError } from './error.ts'
import type { Answer } from './exchange.ts'
import { invalidPage } from './paging.ts'
import { assertDigest, assertRepository } from './reference.ts'
import { pull, push, type Scope } from './scope.ts'
import type { Transport } from './transport.ts'
import type { RegistryClient } from './types.ts'

type Uploads = Pick<RegistryClient, 'putBlob' | 'putBlobChunked' | 'mountBlob'>

interface Session {
  /** Where the next piece goes. It may be another place after each. */
  location: URL
  readonly minChunkBytes: number
}

/** The first, and two for tokens that ran out, or that had to be wider. */
const sessionsAtMost = 3
const octets = 'application/octet-stream'

/** distribution-spec end-4a, end-5, end-6 and end-11. */
export function createUploads(transport: Transport): Uploads {
  const { registry, timeoutMs, targets } = transport
  const assertBlob = (repository: string, digest: string) => {
    assertRepository(registry, repository)
    assertDigest(registry, digest)
  }
  const locationOf = (answer: Answer): URL => {
    const { location } = answer.headers
    if (!location) throw invalidPage(answer, 'The registry did not say where the upload goes on.')
    return targets.own(location, answer.url)
  }
  const sessionOf = async (answer: Answer): Promise<Session> => {
    await drain(answer, timeoutMs)
    const minimum = answer.headers['oci-chunk-min-length']
    return {
      location: locationOf(answer),
      minChunkBytes: typeof minimum === 'string' ? Number(minimum) || 0 : 0,
    }
  }
  const open = (repository: string, signal: AbortSignal | undefined) =>
    transport.send(
      {
        method: 'POST',
        to: `${repository}/blobs/uploads/`,
        headers: { 'content-length': '0' },
        scopes: [push(repository)],
        expect: [202],
        // A second session costs nothing: the registry forgets the first.
        isRepeatable: true,
        signal,
      },
      sessionOf,
    )
  /** Not aborted along with the upload, not waited for when that failed; its own failure changes nothing. */
  const cancel = async ({ location }: Session, scopes: readonly Scope[]) => {
    const signal = AbortSignal.timeout(Math.min(timeoutMs, 5_000))
    const call = { method: 'DELETE', to: location, scopes, expect: [204, 200, 202], signal } as const
    await transport.send(call, (answer) => drain(answer, timeoutMs)).catch(() => {})
  }
  const mismatch = () =>
    new RegistryError({ code: 'digest_mismatch', registry, detail: 'The blob has another digest or size.' })

  return {
    async putBlob(repository, { digest, sizeBytes, body, isVerified = false }, { signal } = {}) {
      assertBlob(repository, digest)
      if (body instanceof Uint8Array && (body.length !== sizeBytes || !isDigestOf(digest, body)))
        throw mismatch()
      const verifiedBody = async () => {
        if (body instanceof Uint8Array) throw mismatch()
        const stream = await body()
        // undici counts the bytes.
        if (isVerified) return stream
        return pipeline(stream, new DigestVerifier(digest, mismatch, { sizeBytes }), () => {})
      }
      const call = {
        method: 'PUT',
        headers: { 'content-type': octets, 'content-length': String(sizeBytes) },
        body: body instanceof Uint8Array ? body : verifiedBody,
        scopes: [push(repository)],
        expect: [201, 200, 204],
        // Of a body that was broken off in the middle the session has a part, and takes no other from its beginning.
        isOnce: true,
        signal,
      } as const
      for (let attempt = 1; ; attempt++) {
        const session = await open(repository, signal)
        try {
          const to = withDigest(session.location, digest)
          await transport.send({ ...call, to }, (answer) => drain(answer, timeoutMs))
          return
        } catch (error) {
          void cancel(session, call.scopes)
          const isForNow = isRegistryError(error) && error.isRenewed && attempt < sessionsAtMost
          if (!isForNow) throw error
        }
      }
    },

    async putBlobChunked(repository, { digest, chunks }, { signal } = {}) {
      assertBlob(repository, digest)
      const scopes = [push(repository)]
      const session = await open(repository, signal)
      try {
        const running = startDigest(digest)
        for await (const chunk of gatherChunks(chunks, session.minChunkBytes)) {
          const start = running.sizeBytes
          running.update(chunk)
          const end = running.sizeBytes - 1
          const headers = {
            'content-type': octets,
            'content-length': String(chunk.length),
            'content-range': `${start}-${end}`,
          }
          const call = {
            method: 'PATCH',
            to: session.location,
            headers,
            body: chunk,
            scopes,
            signal,
          } as const
          session.location = await transport.send({ ...call, expect: [202, 201, 204] }, async (answer) => {
            await drain(answer, timeoutMs)
            assertReceived(answer, end)
            return locationOf(answer)
          })
        }
        if (!running.isMatch()) throw mismatch()
        const to = withDigest(session.location, digest)
        const headers = { 'content-length': '0' }
        const call = { method: 'PUT', to, headers, scopes, expect: [201, 200, 204], signal } as const
        await transport.send(call, (answer) => drain(answer, timeoutMs))
      } catch (error) {
        void cancel(session, scopes)
        throw error
      }
    },

    async mountBlob(repository, digest, from, { signal } = {}) {
      assertBlob(repository, digest)
      assertRepository(registry, from)
      const scopes = [push(repository), pull(from)]
      const to = `${repository}/blobs/uploads/?mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(from)}`
      const headers = { 'content-length': '0' }
      const call = {
        method: 'POST',
        to,
        headers,
        scopes,
        expect: [201, 202],
        isRepeatable: true,
        signal,
      } as const
      const opened = await transport.send(call, async (answer) => {
        if (answer.status === 202) return sessionOf(answer)
        await drain(answer, timeoutMs)
        return null
      })
      if (opened) await cancel(opened, [push(repository)])
      return opened === null
    },
  }
}

/** The rest of the query stays as it is: it is the registry's own and may be signed. */
function withDigest(location: URL, digest: string): URL {
  const url = new URL(location)
  url.search += `${url.search ? '&' : '?'}digest=${encodeURIComponent(digest)}`
  return url
}

/** `Range: 0-<end>` is what the registry has by now. Some leave it out. */
function assertReceived(answer: Answer, end: number) {
  const range = answer.headers.range
  if (typeof range !== 'string') return
  const [, last] = /^(?:bytes=)?0-(\d+)$/.exec(range) ?? []
  if (Number(last) !== end) throw invalidPage(answer, 'The registry has not received all of the chunk.')
}
