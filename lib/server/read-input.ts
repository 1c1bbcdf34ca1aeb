import type { Endpoint, ParamsOf, QueryOf } from '#lib/api/endpoint.ts'
import type { ProblemCode } from '#lib/api/problem.ts'
import { ApiError, invalidInput } from './problem.ts'
import { readJsonBody } from './read-body.ts'

/**
 * A path that does not fit the grammar names nothing that can exist: it is not found, like any other unknown name, and
 * says why. Next has decoded the segments, so that `..%2f..` arrives as `../..` and `%00` as NUL.
 */
const unknownParam: ReadonlyArray<readonly [string, ProblemCode, string]> = [
  ['registry', 'registry_not_found', 'The address does not name a registry.'],
  ['repository', 'repository_not_found', 'The address does not name a repository.'],
  ['tag', 'tag_not_found', 'The address does not name a tag.'],
  ['reference', 'manifest_not_found', 'The address names neither a tag nor a digest.'],
  ['digest', 'not_found', 'The address does not name a digest.'],
]

export function readParams<E extends Endpoint>(endpoint: E, raw: unknown): ParamsOf<E> {
  const result = endpoint.params.safeParse(raw)
  if (result.success) return result.data as ParamsOf<E>
  const names = new Set(result.error.issues.map(({ path }) => path[0]))
  const [, code, detail] = unknownParam.find(([name]) => names.has(name)) ?? [
    '',
    'not_found' as const,
    'There is nothing under this address.',
  ]
  throw invalidInput(result.error, 'path', detail, code)
}

export function readQuery<E extends Endpoint>(endpoint: E, search: URLSearchParams): QueryOf<E> {
  const raw = Object.fromEntries(
    [...new Set(search.keys())].map((key) => {
      const values = search.getAll(key)
      return [key, values.length > 1 ? values : values[0]]
    }),
  )
  const result = endpoint.query.safeParse(raw)
  if (result.success) return result.data as QueryOf<E>
  throw invalidInput(result.error, 'query', 'The query of the address is not valid.')
}

/** An absent body is an empty object. */
export async function readBody<E extends Endpoint>(endpoint: E, request: Request): Promise<unknown> {
  const raw = (await readJsonBody(request, endpoint.maxBodyBytes)) ?? {}
  const result = endpoint.body.safeParse(raw)
  if (result.success) return result.data
  throw invalidInput(result.error, 'body', 'The body is not valid.')
}

/** The headers that the endpoint reads, by lower-case name. A missing one that it needs is 428 for If-Match. */
export function readHeaders(endpoint: Endpoint, headers: Headers): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(endpoint.headers).map(([name, { required, description }]) => {
      const value = headers.get(name) ?? undefined
      if (required && !value) {
        const code = name === 'if-match' ? 'precondition_required' : 'invalid_request'
        throw new ApiError(code, `The header ${name} is missing: ${description}.`)
      }
      return [name, value]
    }),
  )
}
