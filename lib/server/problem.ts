import type { ZodError } from 'zod'
import type { Problem, ProblemCode } from '#lib/api/problem.ts'
import { isRegistryError } from '#lib/registry/error.ts'
import { problems } from './problem-table.ts'
import { fromRegistryError } from './registry-problem.ts'
import { isStoreFailure } from './store-failure.ts'

export interface ProblemExtra {
  readonly issues?: Problem['issues']
  /** Seconds. */
  readonly retryAfter?: number
  readonly registry?: Problem['registry']
  readonly cause?: unknown
}

/** What services throw. `detail` is one sentence for a person and goes out as it is: nothing secret in it. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ProblemCode
  readonly detail: string
  readonly issues: Problem['issues']
  readonly retryAfter: number | undefined
  readonly registry: Problem['registry']

  constructor(code: ProblemCode, detail: string, extra: ProblemExtra = {}) {
    super(detail, { cause: extra.cause })
    this.code = code
    this.detail = detail
    this.issues = extra.issues
    this.retryAfter = extra.retryAfter
    this.registry = extra.registry
  }
}

/** Bundlers may load a module twice, so that `instanceof` is not enough. */
export const isApiError = (e: unknown): e is ApiError =>
  e instanceof Error && e.name === 'ApiError' && 'code' in e && 'detail' in e

/**
 * Input that does not fit: 400, or the given code. Only `route()` calls it, for a ZodError that comes out of a service
 * is our own fault and must stay a 500.
 */
export function invalidInput(
  error: ZodError,
  part: string,
  detail: string,
  code: ProblemCode = 'invalid_request',
): ApiError {
  const issues = error.issues.slice(0, 20).map(({ path, message }) => ({
    path: [part, ...path.map(String)].join('.'),
    message,
  }))
  return new ApiError(code, detail, { issues, cause: error })
}

/** Whatever was thrown, as the problem that the caller gets. Of unforeseen errors nothing gets out but the request id. */
export function toProblem(error: unknown, requestId: string): Problem {
  const { code, detail, issues, retryAfter, registry } = describe(error)
  const { status, title } = problems[code]
  return {
    type: `urn:portolan:problem:${code}`,
    title,
    status,
    code,
    detail,
    requestId,
    ...(issues?.length ? { issues } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(registry ? { registry } : {}),
  }
}

function describe(error: unknown): { code: ProblemCode; detail: string } & Omit<ProblemExtra, 'cause'> {
  if (isApiError(error)) return error
  if (isRegistryError(error)) return fromRegistryError(error)
  if (isStoreFailure(error)) {
    return {
      code: 'store_unavailable',
      detail: 'Portolan’s database does not answer at the moment. Try again shortly.',
    }
  }
  return {
    code: 'internal',
    detail: 'Something went wrong inside Portolan. Its log says more under this request id.',
  }
}
