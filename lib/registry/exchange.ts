import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { request } from 'undici'
import type { Agents } from './agents.ts'
import { type Context, toRegistryError } from './failure.ts'
import type { RegistryOptions } from './types.ts'
import { orAborted } from './wait.ts'

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Outgoing {
  readonly method: Method
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array | Readable | undefined
  readonly signal?: AbortSignal | undefined
}

export interface Answer extends Context {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Must be read or destroyed. */
  readonly body: Readable
  readonly signal: AbortSignal | undefined
}

/** One request and its answer's headers: no retry, no redirect, no credentials of its own. Throws `RegistryError`. */
export type Exchange = (outgoing: Outgoing) => Promise<Answer>

export function createExchange(
  agents: Agents,
  options: Pick<RegistryOptions, 'id' | 'onRequest' | 'userAgent'>,
  own: URL,
): Exchange {
  const fixedHeaders = { 'user-agent': options.userAgent ?? 'portolan', 'accept-encoding': 'identity' }
  return async ({ method, url, headers, body, signal }) => {
    const context: Context = { registry: options.id, method, url }
    const startMs = performance.now()
    const report = (status: number | null) => {
      if (url.origin !== own.origin) return
      const durationMs = performance.now() - startMs
      options.onRequest?.({ method, path: url.pathname, status, durationMs })
    }
    try {
      signal?.throwIfAborted()
      const dispatcher = agents.dispatcherFor(url)
      const answering = request(url, {
        dispatcher,
        method,
        headers: { ...fixedHeaders, ...headers },
        body,
        signal,
      })
      // undici sees the signal only once there is a connection.
      const { statusCode: status, headers: received, body: stream } = await orAborted(answering, signal)
      report(status)
      return { ...context, status, headers: received, body: stream, signal }
    } catch (thrown) {
      if (!signal?.aborted) report(null)
      throw toRegistryError(thrown, context, 'request', signal)
    }
  }
}
