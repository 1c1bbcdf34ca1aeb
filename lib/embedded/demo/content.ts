import { createCipheriv, createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, gzip, zstdCompress } from 'node:zlib'
import { digestOf } from '#lib/registry/digest.ts'
import type { Descriptor } from '#lib/registry/types.ts'

/** Bytes with their descriptor: what a blob is until it has been pushed. */
export interface Content {
  readonly descriptor: Descriptor
  readonly bytes: Uint8Array
}

export const content = (mediaType: string, bytes: Uint8Array, extra: Partial<Descriptor> = {}): Content => ({
  descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length, ...extra },
  bytes,
})

export const jsonContent = (mediaType: string, value: unknown, extra: Partial<Descriptor> = {}): Content =>
  content(mediaType, Buffer.from(JSON.stringify(value)), extra)

/** Bytes that look like a program to a compressor: the same for the same seed, six tenths of them noise. */
export function noise(seed: string, length: number): Uint8Array {
  const key = createHash('sha256').update(seed).digest()
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16))
  const bytes = stream.update(Buffer.alloc(length))
  for (let at = 0; at < length; at += 4096)
    bytes.fill(0x90, Math.min(at + 2458, length), Math.min(at + 4096, length))
  return bytes
}

const gzipAsync = promisify(gzip)
const zstdAsync = promisify(zstdCompress)

export async function compressGzip(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = await gzipAsync(bytes, { level: 1 })
  // The tenth byte names the system that packed it (RFC 1952): unknown, so that it is the same on all of them.
  packed[9] = 255
  return packed
}

export const compressZstd = (bytes: Uint8Array): Promise<Uint8Array> =>
  zstdAsync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } })
