import { z } from 'zod'

/** What a caller must be allowed to do. Which role may do which stands in `roles.ts`. */
export const permissions = ['read', 'save', 'delete', 'copy', 'administer'] as const
export type Permission = (typeof permissions)[number]

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/**
 * One endpoint of our HTTP API. The server parses with it, the browser calls with it and the OpenAPI document is
 * derived from it, so that the three cannot drift apart.
 *
 * `path` is written with `{name}` for parameters, below `/api/v1`.
 */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  readonly id: string
  readonly method: Method
  readonly path: string
  readonly summary: string
  /** null for an endpoint that needs no session. */
  readonly can: Permission | null
  /**
   * `hook`: in place of a session the token of the registry in the path, for registries that tell us something.
   * `scraper`: a session, or in its place the configured token for metrics.
   */
  readonly guard: 'session' | 'hook' | 'scraper'
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly response: Response
  /** Request headers that the endpoint reads, by lower-case name. */
  readonly headers: Readonly<Record<string, { required: boolean; description: string }>>
  /**
   * The media type of the answer: JSON that fits `response`, bytes that only the registry knows, or a stream of
   * server-sent events whose data fit `response`.
   */
  readonly produces: 'json' | 'bytes' | 'events'
  readonly successStatus: number
  /** The largest body that is read, in bytes. */
  readonly maxBodyBytes: number
}

const nothing = z.object({})

type Definition<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = Pick<
  Endpoint,
  'id' | 'method' | 'path' | 'summary' | 'can'
> &
  Partial<Pick<Endpoint, 'guard' | 'headers' | 'produces' | 'successStatus' | 'maxBodyBytes'>> & {
    params?: P
    query?: Q
    body?: B
    response: R
  }

export function defineEndpoint<
  R extends z.ZodType,
  P extends z.ZodType = typeof nothing,
  Q extends z.ZodType = typeof nothing,
  B extends z.ZodType = typeof nothing,
>(definition: Definition<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return {
    guard: 'session',
    headers: {},
    produces: 'json',
    successStatus: 200,
    maxBodyBytes: 1024 * 1024,
    params: nothing as unknown as P,
    query: nothing as unknown as Q,
    body: nothing as unknown as B,
    ...definition,
  }
}

export type ParamsOf<E> = E extends Endpoint<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.output<P> : never
export type QueryOf<E> = E extends Endpoint<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.output<Q> : never
export type QueryInputOf<E> =
  E extends Endpoint<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.input<Q> : never
export type BodyOf<E> = E extends Endpoint<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.output<B> : never
export type ResponseOf<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.output<R> : never
