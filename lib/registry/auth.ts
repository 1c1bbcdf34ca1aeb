import { createHash } from 'node:crypto'
import { isRegistryError, RegistryError } from './error.ts'
import type { Answer } from './exchange.ts'
import { mergeScopes, type Scope, splitScopes } from './scope.ts'
import type { Targets } from './target.ts'
import { basicAuthorization, type TokenRequest } from './token.ts'
import type { TokenCache } from './token-cache.ts'
import type { CredentialSource, Credentials } from './types.ts'
import { type Challenge, parseChallenges } from './www-authenticate.ts'

/** How a request was authorised, and what is left to try when that was not enough. */
export interface Pass {
  readonly authorization: string | null
  readonly token: TokenRequest | null
  readonly isRenewed: boolean
  readonly isWidened: boolean
}

export type Refused = 'unauthorized' | 'denied'

/**
 * The handshake, in the order in which it happens:
 * 1. `present` – what the registry is known to want, before it asks: nothing at first, then a password, or a token for
 *    the scopes that the operation needs.
 * 2. The registry answers 401 with challenges. `answerTo` picks one that we can meet (Bearer before Basic) and remembers
 *    the token server for all later requests.
 * 3. Bearer: a token for the operation's scopes and those that the challenge names.
 * 4. 401 once more: `insufficient_scope` gets one wider token, anything else one renewed token or password.
 * 5. Then it stays a 401: `unauthorized`, or `denied` when the account is known and has too little right.
 */
export interface Authorizer {
  present(scopes: readonly Scope[], signal?: AbortSignal): Promise<Pass>
  answerTo(answer: Answer, pass: Pass, scopes: readonly Scope[]): Promise<Pass | Refused>
  /** Whether there are credentials that the registry has never asked for. */
  isUnasked(signal?: AbortSignal): Promise<boolean>
}

type Demand =
  | { readonly kind: 'basic' }
  | { readonly kind: 'bearer'; readonly realm: URL; readonly service: string | null }

const maxLearnedScopes = 2_000
/** Without credentials. */
export const nothing: Pass = { authorization: null, token: null, isRenewed: false, isWidened: false }

export function createAuthorizer(
  tokens: TokenCache,
  targets: Targets,
  credentialSource: CredentialSource = async () => ({ kind: 'anonymous' }),
): Authorizer {
  const source = async (signal?: AbortSignal): Promise<Credentials> => {
    try {
      return await credentialSource(signal)
    } catch (cause) {
      if (isRegistryError(cause) || signal?.aborted) throw cause
      const detail = 'The credentials for the registry could not be obtained.'
      throw new RegistryError({ code: 'unauthorized', registry: targets.registry, detail, cause })
    }
  }
  let demand: Demand | null = null
  /** Which scopes the registry turned out to want for an operation, where they are more than we ask for. */
  const learnedScopes = new Map<string, readonly Scope[]>()

  const tokenPass = async (
    request: TokenRequest,
    signal: AbortSignal | undefined,
    tried: Partial<Pass> = {},
  ): Promise<Pass> => {
    const authorization = `Bearer ${await tokens.get(request, signal)}`
    return { ...nothing, ...tried, authorization, token: request }
  }
  const tokenRequest = (
    { realm, service }: Extract<Demand, { kind: 'bearer' }>,
    scopes: readonly Scope[],
    credentials: Credentials,
  ): TokenRequest => {
    if (credentials.kind !== 'anonymous') targets.assertMayHaveCredentials(realm)
    return { realm, service, scopes: mergeScopes(scopes), credentials }
  }
  const learn = (scopes: readonly Scope[], wanted: readonly Scope[]) => {
    const key = scopes.join(' ')
    if (mergeScopes(scopes).join(' ') === wanted.join(' ')) return
    learnedScopes.delete(key)
    learnedScopes.set(key, wanted)
    const [oldest] = learnedScopes.keys()
    if (learnedScopes.size > maxLearnedScopes && oldest !== undefined) learnedScopes.delete(oldest)
  }

  return {
    async present(scopes, signal) {
      if (!demand) return nothing
      const credentials = await source(signal)
      if (demand.kind === 'basic') return { ...nothing, authorization: passwordOf(credentials) }
      const wanted = learnedScopes.get(scopes.join(' ')) ?? scopes
      return tokenPass(tokenRequest(demand, wanted, credentials), signal)
    },

    async answerTo(answer, pass, scopes) {
      const challenges = parseChallenges(answer.headers['www-authenticate'])
      const bearer = challenges.find((c) => c.scheme === 'bearer' && c.parameters.realm)
      const { signal } = answer
      if (!bearer) {
        if (!challenges.some((c) => c.scheme === 'basic')) return 'unauthorized'
        demand = { kind: 'basic' }
        // Asked anew: the source may have a new password by now. The same one is not tried twice.
        const authorization = passwordOf(await source(signal))
        if (!authorization || authorization === pass.authorization || pass.isRenewed) {
          return 'unauthorized'
        }
        return { ...nothing, authorization, isRenewed: pass.authorization !== null }
      }
      demand = { kind: 'bearer', ...tokenServerOf(bearer, targets) }
      const wanted = mergeScopes(pass.token?.scopes ?? scopes, splitScopes(bearer.parameters.scope))
      const request = tokenRequest(demand, wanted, await source(signal))
      if (!pass.token || !pass.authorization) {
        learn(scopes, wanted)
        return tokenPass(request, signal)
      }
      if (isInsufficient(bearer)) {
        if (pass.isWidened || isSame(request, pass.token)) return 'denied'
        learn(scopes, wanted)
        return tokenPass(request, signal, { isRenewed: pass.isRenewed, isWidened: true })
      }
      if (pass.isRenewed) return 'unauthorized'
      tokens.forget(pass.token, pass.authorization.slice('Bearer '.length))
      return tokenPass(request, signal, { isRenewed: true, isWidened: pass.isWidened })
    },

    async isUnasked(signal) {
      return demand === null && (await source(signal)).kind !== 'anonymous'
    },
  }
}

const passwordOf = (credentials: Credentials) =>
  credentials.kind === 'basic' ? basicAuthorization(credentials) : null

function tokenServerOf({ parameters }: Challenge, targets: Targets) {
  return { realm: targets.realm(parameters.realm ?? ''), service: parameters.service ?? null }
}

/** RFC 6750, 3.1. Distribution answers 401 where the RFC has 403. */
const isInsufficient = ({ parameters }: Challenge) => parameters.error === 'insufficient_scope'

const isSame = (a: TokenRequest, b: TokenRequest) =>
  a.scopes.join(' ') === b.scopes.join(' ') &&
  a.realm.href === b.realm.href &&
  a.service === b.service &&
  fingerprint(a) === fingerprint(b)

const fingerprint = ({ credentials }: TokenRequest) =>
  createHash('sha256').update(JSON.stringify(credentials)).digest('base64')
