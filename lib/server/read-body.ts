import { ApiError } from './problem.ts'

export const maxBodyBytes = 1024 * 1024
/** Of what is too large so much more is read and thrown away: to hear our answer a sender must have been heard out. */
export const maxDrainedBytes = 16 * 1024 * 1024

/**
 * The JSON body of a request; `undefined` when there is none. At most 1 MiB is read unless said otherwise, whatever
 * Content-Length says. Throws `unsupported_media_type`, `request_too_large`, `invalid_request`.
 */
export async function readJsonBody(request: Request, maxBytes = maxBodyBytes): Promise<unknown> {
  const bytes = await readBytes(request, maxBytes)
  if (bytes.length === 0) return undefined
  // Forms can send text/plain and urlencoded bodies across sites without asking; JSON needs a preflight.
  if (!isJson(request.headers.get('content-type'))) {
    throw new ApiError('unsupported_media_type', 'The body must be sent as application/json.')
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), refuseNul)
  } catch (cause) {
    throw new ApiError('invalid_request', 'The body is not valid JSON.', { cause })
  }
}

/** A NUL has no use in anything that is sent here, and the database can hold none. */
function refuseNul(_: string, value: unknown): unknown {
  if (typeof value === 'string' && value.includes('\0')) throw new Error('a NUL in a text')
  return value
}

/** Also `application/vnd.…+json` (RFC 6839), which needs the same preflight. */
const isJson = (contentType: string | null) =>
  /^application\/(?:[\w.-]+\+)?json$/.test(contentType?.split(';')[0]?.trim().toLowerCase() ?? '')

/** The body, at most 1 MiB of it unless said otherwise. Throws `request_too_large`. */
export async function readBytes(request: Request, maxBytes = maxBodyBytes): Promise<Buffer<ArrayBuffer>> {
  if (!request.body) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.length
    if (size <= maxBytes) chunks.push(chunk)
    else chunks.length = 0
    if (size > maxBytes + maxDrainedBytes) break
  }
  if (size <= maxBytes) return Buffer.concat(chunks)
  const mebibytes = Math.round(maxBytes / 2 ** 20)
  throw new ApiError('request_too_large', `The body is larger than ${mebibytes} MiB.`)
}
