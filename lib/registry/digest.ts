import { createHash, hash } from 'node:crypto'
import { Transform, type TransformCallback } from 'node:stream'

/** image-spec, "Digests": the two registered algorithms. Hex is lower case there. */
const lengths = { sha256: 64, sha512: 128 } as const
export type DigestAlgorithm = keyof typeof lengths

export interface ParsedDigest {
  readonly algorithm: DigestAlgorithm
  readonly hex: string
}

/** null for anything but a well-formed sha256 or sha512 digest. */
export function parseDigest(text: string): ParsedDigest | null {
  const match = /^(sha256|sha512):([0-9a-f]+)$/.exec(text)
  const [, algorithm, hex] = match ?? []
  if ((algorithm !== 'sha256' && algorithm !== 'sha512') || hex?.length !== lengths[algorithm]) return null
  return { algorithm, hex }
}

export const formatDigest = ({ algorithm, hex }: ParsedDigest) => `${algorithm}:${hex}`

export const isDigest = (text: string) => parseDigest(text) !== null

/** The digest of these exact bytes. */
export const digestOf = (bytes: Uint8Array, algorithm: DigestAlgorithm = 'sha256') =>
  `${algorithm}:${hash(algorithm, bytes, 'hex')}`

/** Whether the bytes are those that the digest names; false for what is no digest. */
export function isDigestOf(digest: string, bytes: Uint8Array): boolean {
  const parsed = parseDigest(digest)
  return parsed !== null && digestOf(bytes, parsed.algorithm) === digest
}

/** A running digest, compared with what was promised once all bytes have passed. */
export function startDigest(expected: string) {
  const running = createHash(parseDigest(expected)?.algorithm ?? 'sha256')
  const { algorithm } = parseDigest(expected) ?? { algorithm: 'sha256' }
  let sizeBytes = 0
  return {
    update(bytes: Uint8Array) {
      running.update(bytes)
      sizeBytes += bytes.length
    },
    get sizeBytes() {
      return sizeBytes
    },
    isMatch: () => `${algorithm}:${running.digest('hex')}` === expected,
  }
}

export interface Passing {
  /** How many bytes there have to be. */
  readonly sizeBytes?: number | undefined
  /** Told of each piece as it passes. */
  readonly onBytes?: ((bytes: number) => void) | undefined
}

/** Enough that neither side waits for the other at each piece, and little enough to have several at once. */
const bufferBytes = 256 * 1024

/**
 * Passes bytes through and fails at their end with `onMismatch()` unless they are those that the digest names (and as
 * many as `sizeBytes`, where that is given). What reads it must not trust the bytes before the end has come.
 */
export class DigestVerifier extends Transform {
  readonly #running: ReturnType<typeof startDigest>
  readonly #sizeBytes: number | null
  readonly #onMismatch: () => Error
  readonly #onBytes: ((bytes: number) => void) | undefined

  constructor(expected: string, onMismatch: () => Error, { sizeBytes, onBytes }: Passing = {}) {
    super({ highWaterMark: bufferBytes })
    this.#running = startDigest(expected)
    this.#sizeBytes = sizeBytes ?? null
    this.#onMismatch = onMismatch
    this.#onBytes = onBytes
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
    this.#running.update(chunk)
    this.#onBytes?.(chunk.length)
    const isTooLong = this.#sizeBytes !== null && this.#running.sizeBytes > this.#sizeBytes
    done(isTooLong ? this.#onMismatch() : null, chunk)
  }

  override _flush(done: TransformCallback) {
    const isTooShort = this.#sizeBytes !== null && this.#running.sizeBytes < this.#sizeBytes
    done(isTooShort || !this.#running.isMatch() ? this.#onMismatch() : null)
  }
}
