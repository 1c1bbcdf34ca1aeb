import type { z } from 'zod'
import type { Endpoint, ResponseOf } from '#lib/api/endpoint.ts'
import { encodeRepository } from '#lib/api/names.ts'
import { clientProblem, ProblemError, readProblem } from './problem.ts'
import { sendToSignIn } from './sign-in-redirect.ts'

export { type ClientProblem, type ClientProblemCode, ProblemError, problemOf } from './problem.ts'

type Part<Name extends string, T> =
  Record<never, never> extends T ? { readonly [K in Name]?: T } : { readonly [K in Name]: T }

/** What an endpoint wants: `params.repository` is the real name; a query value that is undefined or '' is left out. */
export type CallInput<E extends Endpoint> = Part<'params', z.input<E['params']>> & {
  readonly query?: z.input<E['query']>
} & Part<'body', z.input<E['body']>> & {
    readonly headers?: Readonly<Record<string, string>>
    readonly signal?: AbortSignal
  }

interface LooseInput {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []

function fill(path: string, params: unknown) {
  const values = new Map(entriesOf(params))
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values.get(name)
    if (typeof value !== 'string' || value === '') throw new TypeError(`no ${name} for ${path}`)
    // `~` needs no escape, and a `:` may stand in a path segment (RFC 3986 section 3.3).
    return encodeURIComponent(name === 'repository' ? encodeRepository(value) : value).replaceAll('%3A', ':')
  })
}

/** The address of an endpoint, for links and downloads: a path below the origin. */
export function urlOf<E extends Endpoint>(
  endpoint: E,
  input: Pick<CallInput<E>, 'query'> & { params?: unknown },
) {
  const search = new URLSearchParams()
  for (const [name, value] of entriesOf(input.query)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one))
  }
  const query = search.size > 0 ? `?${search}` : ''
  return `/api/v1${fill(endpoint.path, input.params)}${query}`
}

async function send(endpoint: Endpoint, input: LooseInput): Promise<Response> {
  const hasBody = input.body !== undefined
  const response = await fetch(urlOf(endpoint, { params: input.params, query: input.query ?? {} }), {
    method: endpoint.method,
    headers: {
      accept: endpoint.produces === 'json' ? 'application/json' : '*/*',
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...input.headers,
    },
    ...(hasBody ? { body: JSON.stringify(input.body) } : {}),
    ...(input.signal ? { signal: input.signal } : {}),
    credentials: 'same-origin',
    cache: 'no-store',
  }).catch((error: unknown) => {
    if (input.signal?.aborted) throw error
    throw new ProblemError(clientProblem('offline', 0, String(error)), error)
  })
  if (response.ok) return response
  const problem = await readProblem(response)
  // Only this code is about our own session: a 401 about a registry is about the credential that we hold for it.
  if (problem.code === 'unauthenticated') sendToSignIn()
  throw new ProblemError(problem)
}

/** Calls an endpoint of our own API and parses its answer. Throws `ProblemError`, or the signal's own reason. */
export async function call<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<ResponseOf<E>> {
  const response = await send(endpoint, input)
  const json: unknown = response.status === 204 ? null : await response.json().catch(() => undefined)
  const parsed = endpoint.response.safeParse(json)
  if (parsed.success) return parsed.data as ResponseOf<E>
  throw new ProblemError(
    clientProblem('unexpected_answer', response.status, parsed.error.message),
    parsed.error,
  )
}

/** The bytes of an endpoint that produces bytes, as text; the digest is what the server said they hash to. */
export async function callText<E extends Endpoint>(endpoint: E, input: CallInput<E>) {
  const response = await send(endpoint, input)
  return {
    text: await response.text(),
    mediaType: response.headers.get('content-type'),
    digest: response.headers.get('docker-content-digest'),
  }
}
