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
  const { response } = exchange
  if (response.headersSent) {
    response.destroy()
    return
  }
  const known =
    error instanceof OciHttpError
      ? error
      : new OciHttpError(500, 'UNKNOWN', 'The registry could not carry out the request.')
  sendJson(exchange, known.status, known.toBody(), known.headers)
}

/** The whole body, as long as it has at most `limitBytes`; 413 otherwise, without reading on. */
export async function readBody({ request, response }: Exchange, limitBytes: number): Promise<Buffer> {
  const refuse = () => {
    // What is still to come of the body is not read, so that this connection cannot serve another request.
    response.shouldKeepAlive = false
    return new OciHttpError(413, 'SIZE_INVALID', `A manifest may have at most ${limitBytes} bytes.`)
  }
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw refuse()
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes: Buffer = chunk
    length += bytes.length
    if (length > limitBytes) throw refuse()
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
