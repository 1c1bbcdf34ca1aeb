import { isRegistryError, RegistryError, type RegistryErrorCode } from './error.ts'
import { ForbiddenAddressError } from './guard.ts'

/** Which request an error is about. */
export interface Context {
  readonly registry: string
  readonly method: string
  readonly url: URL
}

/** Without credentials and without the query, which may be a signature. */
export const redactUrl = (url: URL) => `${url.origin}${url.pathname}`

export const errorFields = ({ registry, method, url }: Context) => ({ registry, method, url: redactUrl(url) })

/** How far the request had come: before its answer's headers, or within its body. */
export type Phase = 'request' | 'body'

const timeouts = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
])
const closed = new Set(['UND_ERR_DESTROYED', 'UND_ERR_CLOSED'])
const unsendable = new Set(['UND_ERR_INVALID_ARG', 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH'])
const malformed = new Set(['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'])
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** What was thrown on the way, as the one error of this client. Told apart by the codes of Node and undici. */
export function toRegistryError(
  thrown: unknown,
  context: Context,
  phase: Phase,
  signal?: AbortSignal,
): RegistryError {
  if (isRegistryError(thrown)) return thrown
  const [code, detail] = signal?.aborted ? aborted : classify(thrown, phase)
  return new RegistryError({ ...errorFields(context), code, detail, cause: thrown })
}

const aborted = ['aborted', 'The request was cancelled.'] as const

function classify(thrown: unknown, phase: Phase): readonly [RegistryErrorCode, string] {
  const causes = causesOf(thrown)
  if (causes.some((cause) => cause instanceof ForbiddenAddressError)) {
    return ['forbidden_target', 'The address is one to which this registry may not send us.']
  }
  const codes = causes.map(codeOf)
  const has = (set: ReadonlySet<string>) => codes.some((code) => set.has(code))
  if (has(closed)) return aborted
  if (has(timeouts)) return ['timeout', 'No answer came in time.']
  if (has(unsendable)) return ['refused', 'The request could not be sent as it is.']
  if (has(malformed) || causes.some(isParserError)) {
    return ['invalid_response', 'The answer is no valid HTTP.']
  }
  if (phase === 'body') return ['invalid_response', 'The connection ended in the middle of the answer.']
  const code = codes.find((c) => c !== '')
  return ['unreachable', `The connection failed${code ? ` (${code})` : ''}.`]
}

/** The errors behind it: causes, and each attempt of a connection to several addresses. */
function causesOf(thrown: unknown, depth = 0): unknown[] {
  if (!(thrown instanceof Error) || depth > 4) return [thrown]
  const attempts = thrown instanceof AggregateError ? thrown.errors : []
  return [thrown, ...[thrown.cause, ...attempts].flatMap((e) => (e ? causesOf(e, depth + 1) : []))]
}

/** Its code is absent where the answer does not even begin as HTTP. */
const isParserError = (thrown: unknown) => thrown instanceof Error && thrown.name === 'HTTPParserError'

const codeOf = (thrown: unknown) =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''

/** Whether it is certain that the registry has not seen the request. */
export const wasNeverSent = (error: RegistryError) =>
  (error.code === 'unreachable' || error.code === 'timeout') &&
  causesOf(error.cause).some((cause) => neverSent.has(codeOf(cause)))
