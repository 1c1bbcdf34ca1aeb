import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { createLog } from '../log.ts'
import { ApiError } from '../problem.ts'
import { answerFailure } from '../problem-response.ts'
import { readBytes } from '../read-body.ts'
import { requestIdOf } from '../request-id.ts'
import { getRuntime } from '../runtime.ts'
import { checkSameOrigin } from '../same-origin.ts'
import { transportHeaders } from '../security-headers.ts'
import { authOptions } from './options.ts'

/** What next-auth offers and we use. Its `_log`, which anybody could write into our log with, is not among it. */
const offered: ReadonlySet<string> = new Set([
  'GET csrf',
  'GET session',
  'GET providers',
  'GET signin',
  'GET signout',
  'GET error',
  'POST signin',
  'POST signout',
  'POST callback',
])

type Segment = { params: Promise<{ nextauth: string[] }> }

/** next-auth below /api/auth, with our bounds around it: origin, size of the body, and 429 for a throttled sign-in. */
export async function authRoute(request: Request, segment: Segment): Promise<Response> {
  const requestId = requestIdOf(request.headers)
  let log = null
  try {
    const runtime = await getRuntime()
    log = runtime.log
    const [action = ''] = (await segment.params).nextauth
    if (!offered.has(`${request.method} ${action}`)) {
      throw new ApiError('not_found', 'There is nothing under this address.')
    }
    const isChange = request.method !== 'GET'
    if (isChange) checkSameOrigin(request.headers, runtime.config.publicUrl)
    // next-auth takes its own address from here alone, and would otherwise warn on every start.
    process.env.NEXTAUTH_URL = runtime.config.publicUrl
    const { method, headers } = request
    const inner = new NextRequest(request.url, {
      method,
      headers,
      ...(isChange ? { body: await readBytes(request) } : {}),
    })
    const response: Response = await NextAuth(inner, segment, authOptions(runtime, requestId))
    return await finish(response, requestId, transportHeaders(runtime.config.publicUrl))
  } catch (error) {
    return answerFailure(error, requestId, log ?? createLog(), 'auth')
  }
}

/** next-auth answers every refusal with 401; a wait is told the way HTTP has for it (RFC 6585). */
async function finish(
  response: Response,
  requestId: string,
  extra: Record<string, string>,
): Promise<Response> {
  const headers = new Headers(response.headers)
  headers.set('cache-control', 'no-store')
  headers.set('x-request-id', requestId)
  for (const [name, value] of Object.entries(extra)) headers.set(name, value)
  const wait =
    response.status === 401 ? /error=too_many_attempts%3A(\d+)/.exec(await response.clone().text()) : null
  if (wait?.[1]) headers.set('retry-after', wait[1])
  return new Response(response.body, { status: wait ? 429 : response.status, headers })
}
