import { Buffer } from 'node:buffer'

/** What a registry may ask to be held in memory for it. */
const maxChunkBytes = 64 * 2 ** 20

/** The same bytes in pieces of at least `minBytes` (OCI-Chunk-Min-Length), but for the last; never an empty one. */
export async function* gatherChunks(
  chunks: AsyncIterable<Uint8Array>,
  minBytes: number,
): AsyncGenerator<Buffer> {
  const least = Math.min(Math.max(minBytes, 1), maxChunkBytes)
  let waiting: Uint8Array[] = []
  let sizeBytes = 0
  for await (const chunk of chunks) {
    waiting.push(chunk)
    sizeBytes += chunk.length
    if (sizeBytes < least) continue
    yield Buffer.concat(waiting, sizeBytes)
    waiting = []
    sizeBytes = 0
  }
  if (sizeBytes > 0) yield Buffer.concat(waiting, sizeBytes)
}
