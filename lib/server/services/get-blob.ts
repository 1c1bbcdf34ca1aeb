import { Readable } from 'node:stream'
import type { ParamsOf } from '#lib/api/endpoint.ts'
import type { getBlob as endpoint } from '#lib/api/manifests.ts'
import { attachmentHeaders } from '../attachment.ts'
import type { Context } from '../context.ts'

const singleRange = /^bytes=(\d{1,15})-(\d{1,15})?$/

/**
 * A blob, streamed straight through and verified as it passes: a wrong one breaks off at its end. A Range of another
 * form than `bytes=first-last`, or that ends before it starts, is ignored (RFC 9110, 14.1.1 and 14.2).
 */
export async function getBlob(
  { runtime, signal }: Context,
  params: ParamsOf<typeof endpoint>,
  rangeHeader: string | undefined,
): Promise<Response> {
  const { client } = await runtime.registries.get(params.registry)
  const range = parseRange(rangeHeader)
  const blob = await client.getBlob(params.repository, params.digest, { signal, ...(range ? { range } : {}) })
  return new Response(Readable.toWeb(blob.stream) as ReadableStream, {
    status: blob.status,
    headers: {
      ...attachmentHeaders(params.digest.replace(':', '-'), 'application/octet-stream'),
      'docker-content-digest': params.digest,
      'accept-ranges': 'bytes',
      ...(blob.sizeBytes === null ? {} : { 'content-length': String(blob.sizeBytes) }),
      ...(blob.contentRange === null ? {} : { 'content-range': blob.contentRange }),
    },
  })
}

function parseRange(header: string | undefined): { start: number; end?: number } | null {
  const match = singleRange.exec(header ?? '')
  if (!match) return null
  const start = Number(match[1])
  if (match[2] === undefined) return { start }
  const end = Number(match[2])
  return end < start ? null : { start, end }
}
