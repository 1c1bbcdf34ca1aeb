import type { Logger } from 'pino'
import type { Problem } from '#lib/api/problem.ts'
import { toProblem } from './problem.ts'

/** A problem as an answer: RFC 9457, never kept by anyone. */
export function problemResponse(problem: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-request-id': problem.requestId,
      ...(problem.retryAfter === undefined ? {} : { 'retry-after': String(problem.retryAfter) }),
      ...headers,
    },
  })
}

/** Turns what was thrown into an answer, and logs what nobody foresaw under the id that the caller is told. */
export function answerFailure(
  error: unknown,
  requestId: string,
  log: Pick<Logger, 'error' | 'debug'>,
  endpoint?: string,
): Response {
  const problem = toProblem(error, requestId)
  const { code, detail, status } = problem
  const about = { requestId, endpoint, code }
  if (status === 500 || code === 'store_unavailable') log.error({ ...about, err: error }, 'request failed')
  else log.debug({ ...about, detail }, 'request refused')
  return problemResponse(problem)
}
