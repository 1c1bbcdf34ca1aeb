import { z } from 'zod'
import { maxBytesOf, readBody } from './body.ts'
import { RegistryError } from './error.ts'
import type { Answer, Exchange, Outgoing } from './exchange.ts'
import { errorFields } from './failure.ts'
import { parseJson } from './manifest.ts'
import { errorOfAnswer } from './oci-errors.ts'
import type { Scope } from './scope.ts'
import type { Credentials } from './types.ts'

export interface TokenRequest {
  readonly realm: URL
  readonly service: string | null
  readonly scopes: readonly Scope[]
  readonly credentials: Credentials
}

export interface Token {
  readonly value: string
  /** By our own clock, in milliseconds. */
  readonly expiresAtMs: number
}

/** https://distribution.github.io/distribution/spec/auth/token/ (`token`) and .../oauth/ (`access_token`). */
const TokenBody = z.object({
  token: z.string().nullish().catch(null),
  access_token: z.string().nullish().catch(null),
  expires_in: z.number().positive().nullish().catch(null),
  issued_at: z.string().nullish().catch(null),
})

const defaultLifetimeS = 60
/** Nobody needs one longer in memory. */
const maxLifetimeS = 24 * 60 * 60

/** One token of the server that the challenge named. Throws `unauthorized`, `denied`, `invalid_response` and the like. */
export async function fetchToken(
  exchange: Exchange,
  request: TokenRequest,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<Token> {
  const answer = await exchange({ ...outgoingOf(request), signal })
  const bytes = await readBody(answer, maxBytesOf.token, timeoutMs)
  if (answer.status !== 200) throw refusal(answer, bytes)
  const parsed = TokenBody.safeParse(parseJson(bytes))
  const body = parsed.success ? parsed.data : {}
  const value = body.token || body.access_token
  // What stands in a header must not be able to end it.
  if (!value || !/^[\x21-\x7e]+$/.test(value)) {
    throw invalid(answer, 'The token server answered without a token.')
  }
  return { value, expiresAtMs: expiryOf(body, answer) }
}

function outgoingOf({ realm, service, scopes, credentials }: TokenRequest): Outgoing {
  if (credentials.kind === 'identityToken') {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: credentials.token,
      client_id: 'portolan',
      ...(service !== null && { service }),
      ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    })
    return {
      method: 'POST',
      url: realm,
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(form.toString()),
    }
  }
  const url = new URL(realm)
  if (service !== null) url.searchParams.set('service', service)
  for (const scope of scopes) url.searchParams.append('scope', scope)
  const headers = {
    accept: 'application/json',
    ...(credentials.kind === 'basic' && { authorization: basicAuthorization(credentials) }),
  }
  return { method: 'GET', url, headers }
}

/** RFC 7617, in UTF-8. */
export const basicAuthorization = ({ username, password }: { username: string; password: string }) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`

function refusal(answer: Answer, bytes: Buffer): RegistryError {
  // RFC 6749, 5.2: a bad refresh token is 400 invalid_grant.
  if (answer.status === 401 || (answer.status === 400 && answer.method === 'POST')) {
    const detail = 'The token server does not accept our credentials.'
    return errorOfAnswer(answer, bytes, { code: 'unauthorized', detail })
  }
  // A token server that isn't there must not look like a repository that isn't.
  if (answer.status < 400 || answer.status === 404 || answer.status === 405) {
    return invalid(answer, `The token server answered ${answer.status}.`)
  }
  return errorOfAnswer(answer, bytes)
}

const invalid = (answer: Answer, detail: string) =>
  new RegistryError({ ...errorFields(answer), code: 'invalid_response', status: answer.status, detail })

/** A token may have been issued a while ago; how long ago is told by the server's own clock where it sends its time. */
function expiryOf(body: Partial<z.infer<typeof TokenBody>>, { headers }: Answer): number {
  const nowMs = Date.now()
  const lifetimeMs = Math.min(body.expires_in ?? defaultLifetimeS, maxLifetimeS) * 1000
  const issuedMs = Date.parse(body.issued_at ?? '')
  const serverNowMs = Date.parse(headers.date ?? '')
  const ageMs = (Number.isNaN(serverNowMs) ? nowMs : serverNowMs) - issuedMs
  // An age that cannot be comes of clocks that differ: then it says nothing.
  return nowMs + lifetimeMs - (ageMs > 0 && ageMs < lifetimeMs ? ageMs : 0)
}
