import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { formatDigest, type ParsedDigest } from '#lib/registry/digest.ts'
import { parseRange } from './byte-range.ts'
import { removeDurably } from './durable.ts'
import { type Exchange, isNotModified, send, sendEmpty } from './exchange.ts'
import { blobPath } from './layout.ts'
import { OciHttpError, unknownBlob } from './oci-error.ts'
import { fileSize } from './store.ts'

/** `GET|HEAD /v2/<name>/blobs/<digest>` (end-2, end-10), with `Range` and `If-None-Match`. */
export async function getBlob(exchange: Exchange, repository: string, digest: ParsedDigest) {
  const { request, response, store } = exchange
  const path = blobPath(store.layout, repository, digest)
  const size = await fileSize(path)
  if (size === null) throw unknownBlob()
  const etag = `"${formatDigest(digest)}"`
  const headers = {
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'max-age=31536000, immutable',
    'Docker-Content-Digest': formatDigest(digest),
    ETag: etag,
  }
  if (isNotModified(exchange, etag)) return sendEmpty(exchange, 304, headers)

  const range = rangeApplies(request.headers['if-range'], etag)
    ? parseRange(request.headers.range, size)
    : 'whole'
  if (range === 'unsatisfiable') {
    throw new OciHttpError(416, 'SIZE_INVALID', `The blob has ${size} bytes.`, {
      'Content-Range': `bytes */${size}`,
    })
  }
  const { start, end } = range === 'whole' ? { start: 0, end: size - 1 } : range
  const length = end - start + 1
  response.writeHead(range === 'whole' ? 200 : 206, {
    ...headers,
    'Content-Type': 'application/octet-stream',
    'Content-Length': length,
    ...(range === 'whole' ? {} : { 'Content-Range': `bytes ${start}-${end}/${size}` }),
  })
  if (request.method === 'HEAD' || length === 0) return response.end()
  await pipeline(createReadStream(path, { start, end }), response)
}

/** `If-Range` (RFC 9110 section 13.1.5): a range is only for the representation that the client has the rest of. */
const rangeApplies = (ifRange: string | string[] | undefined, etag: string) =>
  ifRange === undefined || ifRange === etag

/** `DELETE /v2/<name>/blobs/<digest>` (end-10). Other repositories keep theirs; the last one frees the space. */
export async function deleteBlob(exchange: Exchange, repository: string, digest: ParsedDigest) {
  const { store } = exchange
  const path = blobPath(store.layout, repository, digest)
  const isRemoved = await store.repositories.run(repository, () => removeDurably(path))
  if (!isRemoved) throw unknownBlob()
  send(exchange, 202)
}
