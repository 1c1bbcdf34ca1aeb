import type { IncomingMessage, ServerResponse } from 'node:http'
import { OciHttpError } from './oci-error.ts'
import type { Store } from './store.ts'

/** One request and its answer, with what a handler needs besides. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly query: URLSearchParams
  readonly store: Store
}

export function send(
  { response }: Exchange,
  status: number,
  headers: Readonly<Record<string, string | number>> = {},
  body?: Uint8Array | string,
) {
  response.writeHead(status, {
    'Content-Length': body === undefined ? 0 : Buffer.byteLength(body),
    ...headers,
  })
  response.end(body)
}

/** For 204 and 304, which carry no length. */
export function sendEmpty(
  { response }: Exchange,
  status: 204 | 304,
  headers: Readonly<Record<string, string>>,
) {
  response.writeHead(status, headers)
  response.end()
}

export function sendJson(
  exchange: Exchange,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
) {
  send(exchange, status, { 'Content-Type': 'application/json', ...headers }, JSON.stringify(value))
}

/** Answers with the OCI error, whatever was thrown. Unforeseen failures tell the client nothing of the disk. */
export function sendError(exchange: Exchange, error: unknown) {
  const { request, response } = exchange
  if (response.destroyed) return
  if (response.headersSent) {
    response.destroy()
    return
  }
  const known =
    error instanceof OciHttpError
      ? error
      : new OciHttpError(500, 'UNKNOWN', 'The registry could not carry out the request.')
  if (request.complete) sendJson(exchange, known.status, known.toBody(), known.headers)
  else sendEarly(exchange, known)
}

/** How long a client may go on sending a body that has been refused. */
const lingerMs = 2_000

/**
 * Answers while the body is still coming. Closing at once would reset the connection, and the client might lose the
 * answer (RFC 9112 section 9.6); reading it all would let the client decide how long that takes.
 */
function sendEarly({ request, response }: Exchange, error: OciHttpError) {
  const body = JSON.stringify(error.toBody())
  response.writeHead(error.status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    ...error.headers,
  })
  response.write(body)
  const timer = setTimeout(() => request.destroy(), lingerMs)
  request.once('close', () => clearTimeout(timer))
  request.once('end', () => {
    clearTimeout(timer)
    response.end()
  })
  request.resume()
}

/** The whole body, as long as it has at most `limitBytes`; throws 413 otherwise, without reading on. */
export async function readBody({ request }: Exchange, limitBytes: number): Promise<Buffer> {
  const tooLarge = () =>
    new OciHttpError(413, 'SIZE_INVALID', `A manifest may have at most ${limitBytes} bytes.`)
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge()
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes: Buffer = chunk
    length += bytes.length
    if (length > limitBytes) throw tooLarge()
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** `If-None-Match` (RFC 9110 section 13.1.2): weak comparison, lists, and the star. */
export function isNotModified({ request }: Exchange, etag: string): boolean {
  const header = request.headers['if-none-match']
  if (header === undefined) return false
  return header.split(',').some((part) => {
    const candidate = part.trim().replace(/^W\//, '')
    return candidate === '*' || candidate === etag
  })
}
