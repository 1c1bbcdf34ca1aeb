import { createHash } from 'node:crypto'
import { createSingleFlight } from './single-flight.ts'
import type { Token, TokenRequest } from './token.ts'
import type { Credentials } from './types.ts'

/** More than the repositories that anybody works on at once. */
const maxTokens = 2_000

export interface TokenCache {
  /** A token that is good for a while yet, fetched once however many ask for it. */
  get(request: TokenRequest, signal?: AbortSignal): Promise<string>
  /** Forgets it, if it is still the one that is kept. */
  forget(request: TokenRequest, value: string): void
}

/** Tokens by server, service, account and scopes, so that nobody is ever given the token of another account. */
export function createTokenCache(
  fetch: (request: TokenRequest, signal: AbortSignal) => Promise<Token>,
  now: () => number = Date.now,
): TokenCache {
  const tokens = new Map<string, Token & { renewAtMs: number }>()
  const flights = createSingleFlight<string>()
  const keep = (key: string, token: Token) => {
    const lifetimeMs = token.expiresAtMs - now()
    // Early enough that it does not run out on its way, and that a clock may be a little off.
    tokens.set(key, { ...token, renewAtMs: token.expiresAtMs - Math.min(10_000, lifetimeMs * 0.2) })
    const [oldest] = tokens.keys()
    if (tokens.size > maxTokens && oldest !== undefined) tokens.delete(oldest)
  }
  return {
    async get(request, signal) {
      const key = keyOf(request)
      const kept = tokens.get(key)
      if (kept && now() < kept.renewAtMs) return kept.value
      const work = async (workSignal: AbortSignal) => {
        const token = await fetch(request, workSignal)
        tokens.delete(key)
        keep(key, token)
        return token.value
      }
      return flights.run(key, work, signal)
    },
    forget(request, value) {
      const key = keyOf(request)
      if (tokens.get(key)?.value === value) tokens.delete(key)
    },
  }
}

const keyOf = ({ realm, service, scopes, credentials }: TokenRequest) =>
  JSON.stringify([realm.href, service, accountOf(credentials), scopes])

/** Keys are kept for long; the secret itself is not needed in them. */
const accountOf = (credentials: Credentials) =>
  createHash('sha256').update(JSON.stringify(credentials)).digest('base64')
