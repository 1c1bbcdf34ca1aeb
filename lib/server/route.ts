import type { BodyOf, Endpoint, ParamsOf, QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import { isAllowed } from '#lib/api/roles.ts'
import { readActor } from './auth/read-actor.ts'
import type { Actor, Context } from './context.ts'
import { authorizeHook } from './hooks/authorize-hook.ts'
import { createLog } from './log.ts'
import { authorizeScraper } from './metrics/authorize-scraper.ts'
import { ApiError } from './problem.ts'
import { answerFailure } from './problem-response.ts'
import { readBody, readHeaders, readParams, readQuery } from './read-input.ts'
import { requestIdOf } from './request-id.ts'
import { getRuntime, type Runtime } from './runtime.ts'
import { checkSameOrigin } from './same-origin.ts'
import { transportHeaders } from './security-headers.ts'

export interface HandlerInput<E> {
  readonly params: ParamsOf<E>
  readonly query: QueryOf<E>
  readonly body: BodyOf<E>
  /** Those that the endpoint names, by lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly context: Context
  readonly request: Request
}

export type Handler<E> = (input: HandlerInput<E>) => Promise<ResponseOf<E> | Response>
export type NextHandler = (
  request: Request,
  // Next gives no parameters at all to a path without any.
  segment: { params: Promise<Record<string, string | string[] | undefined> | undefined> },
) => Promise<Response>

export interface RouteSources {
  getRuntime(): Promise<Runtime>
  readActor(runtime: Runtime, request: Request): Promise<Actor | null>
}

/** Answers of handlers pass here, so that no cache keeps them and each can be found in the log. */
function seal(response: Response, requestId: string, runtime: Runtime): Response {
  const headers = new Headers(response.headers)
  headers.set('x-request-id', requestId)
  for (const [name, value] of Object.entries(transportHeaders(runtime.config.publicUrl)))
    headers.set(name, value)
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  return new Response(response.body, { status: response.status, headers })
}

function answer(endpoint: Endpoint, value: unknown): Response {
  if (endpoint.successStatus === 204) return new Response(null, { status: 204 })
  // What does not fit the endpoint's own shape never leaves: unknown keys are stripped, and a misfit is a 500.
  return Response.json(endpoint.response.parse(value), { status: endpoint.successStatus })
}

/**
 * Makes the one guard of our API. In turn: request id, session or the token of a registry (401), role (403), origin (403), path (404), query (400),
 * headers (428), body (413, 415, 400), handler, shape of the answer. Every failure is `application/problem+json`.
 */
export function createRoute(sources: RouteSources) {
  return function route<E extends Endpoint>(endpoint: E, handler: Handler<E>): NextHandler {
    return async (request, segment) => {
      const requestId = requestIdOf(request.headers)
      const startedAt = performance.now()
      let runtime: Runtime | undefined
      const send = (response: Response) => {
        if (!runtime) return response
        runtime.metrics.countRequest(endpoint.id, response.status, performance.now() - startedAt)
        return seal(response, requestId, runtime)
      }
      try {
        runtime = await sources.getRuntime()
        const isHook = endpoint.guard === 'hook'
        const actor = isHook
          ? await authorizeHook(runtime, (await segment.params)?.registry, request)
          : await authorize(sources, runtime, endpoint, request)
        const isChange = endpoint.method !== 'GET'
        // A token is nothing that a browser sends by itself.
        if (isChange && !isHook) checkSameOrigin(request.headers, runtime.config.publicUrl)
        const input: HandlerInput<E> = {
          params: readParams(endpoint, (await segment.params) ?? {}),
          query: readQuery(endpoint, new URL(request.url).searchParams),
          headers: readHeaders(endpoint, request.headers),
          body: (isChange ? await readBody(endpoint, request) : {}) as BodyOf<E>,
          context: { runtime, actor, requestId, signal: request.signal },
          request,
        }
        const value = await handler(input)
        return send(value instanceof Response ? value : answer(endpoint, value))
      } catch (error) {
        return send(answerFailure(error, requestId, runtime?.log ?? createLog(), endpoint.id))
      }
    }
  }
}

const nobody: Actor = { id: '', username: 'anonymous', role: 'viewer' }

async function authorize(
  { readActor }: RouteSources,
  runtime: Runtime,
  { can, guard }: Endpoint,
  request: Request,
): Promise<Actor> {
  const scraper = guard === 'scraper' ? authorizeScraper(runtime, request) : null
  const actor = scraper ?? (await readActor(runtime, request))
  if (can === null) return actor ?? nobody
  if (!actor) throw new ApiError('unauthenticated', 'Sign in first.')
  if (!isAllowed(actor.role, can)) {
    throw new ApiError('forbidden', `The role ${actor.role} may not ${can}.`)
  }
  return actor
}

export const route = createRoute({ getRuntime, readActor })
