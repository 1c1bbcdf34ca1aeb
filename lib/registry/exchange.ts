import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { Agents } from './agents.ts'
import type { AnswerBody } from './answer-body.ts'
import { dispatch } from './dispatch.ts'
import { type Context, toRegistryError } from './failure.ts'
import type { RegistryOptions } from './types.ts'

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
  readonly body: AnswerBody
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
      const {
        status,
        headers: received,
        body: incoming,
      } = await dispatch(
        agents.dispatcherFor(url),
        {
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method,
          headers: { ...fixedHeaders, ...headers },
          body: body ?? null,
          // undici would end the connection of each, for fear of a body that must not come: a new one for every tag.
          ...(method === 'HEAD' && { reset: false }),
        },
        signal,
      )
      report(status)
      return { ...context, status, headers: received, body: incoming, signal }
    } catch (thrown) {
      if (!signal?.aborted) report(null)
      throw toRegistryError(thrown, context, 'request', signal)
    }
  }
}
