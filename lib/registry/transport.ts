import { Readable } from 'node:stream'
import type { Agents } from './agents.ts'
import { createAuthorizer, nothing, type Pass } from './auth.ts'
import { discard, drain } from './body.ts'
import { createBudget } from './budget.ts'
import { isRegistryError } from './error.ts'
import { type Answer, createExchange, type Outgoing } from './exchange.ts'
import { type Context, toRegistryError } from './failure.ts'
import { createGate } from './gate.ts'
import { createLimiter, type Outcome, type Priority } from './limiter.ts'
import { errorOfAnswer } from './oci-errors.ts'
import { follow } from './redirects.ts'
import { type Body, readyBody } from './ready-body.ts'
import { retryDelayMs } from './retry.ts'
import type { Scope } from './scope.ts'
import { createSlowDown } from './slow-down.ts'
import { createTargets, type Targets } from './target.ts'
import { fetchToken } from './token.ts'
import { createTokenCache } from './token-cache.ts'
import type { RegistryOptions, Traffic } from './types.ts'
import { orAborted, wait } from './wait.ts'

export interface Call extends Omit<Outgoing, 'url' | 'headers' | 'body'> {
  /** Below `/v2/`, or an address within the registry's origin. */
  readonly to: string | URL
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Body
  readonly scopes: readonly Scope[]
  /** Statuses that are no error. */
  readonly expect: readonly number[]
  /** Whether doing it twice is the same as doing it once; GET and HEAD always are. */
  readonly isRepeatable?: boolean
  /** Where it goes takes nothing for a second time: a 401 that a new token may mend is thrown, as `isRenewed`. */
  readonly isOnce?: boolean
  readonly priority?: Priority | undefined
}

/** Requests to one registry, with all that belongs to them: places, credentials, redirects, retries. */
export interface Transport {
  readonly registry: string
  readonly base: URL
  readonly timeoutMs: number
  readonly targets: Targets
  /**
   * Sends, and reads the answer with `read` (which must read or destroy its body). What fails is tried again as far as
   * that is safe, the reading included. The place among the requests under way is given back when `read` is through.
   */
  send<T>(call: Call, read: (answer: Answer) => Promise<T> | T): Promise<T>
  traffic(): Traffic
}

/** `next` is what to try after a 401. */
interface Attempt {
  readonly answer: Answer
  readonly pass: Pass
  readonly next: Pass | null
}

export function createTransport(options: RegistryOptions, base: URL, agents: Agents): Transport {
  const { id: registry, timeoutMs = 30_000, retries = 2, credentials } = options
  const { concurrency = 48, requestsPerMinute = null } = options
  const targets = createTargets(registry, base)
  const api = apiOf(base)
  const exchange = createExchange(agents, options, base)
  const limiter = createLimiter({ start: 8, max: concurrency })
  const budget = createBudget(requestsPerMinute)
  let requests = 0
  const slowDown = createSlowDown()
  const opening = createGate()

  const retrying = async <T>(
    context: Context,
    isRepeatable: boolean,
    work: () => Promise<T>,
    signal?: AbortSignal,
  ) => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await work()
      } catch (thrown) {
        const error = toRegistryError(thrown, context, 'request', signal)
        const delayMs = retryDelayMs(error, attempt, isRepeatable)
        if (delayMs === null || attempt >= retries) throw error
        await wait(delayMs, signal).catch((reason) => {
          throw toRegistryError(reason, context, 'request', signal)
        })
      }
    }
  }

  const tokens = createTokenCache((request, signal) =>
    retrying(
      { registry, method: 'GET', url: request.realm },
      true,
      () => fetchToken(exchange, request, { timeoutMs, signal }),
      signal,
    ),
  )
  const authorizer = createAuthorizer(tokens, targets, credentials)
  let knocking: Promise<boolean> | null = null

  const attempt = async (call: Call, url: URL, passNow: () => Pass | Promise<Pass>): Promise<Attempt> => {
    const { method, signal, headers = {}, scopes, isOnce } = call
    const body = typeof call.body === 'function' ? await readyBody(call.body, signal) : call.body
    try {
      const pass = await passNow()
      const { authorization } = pass
      const sent = authorization ? { ...headers, authorization } : headers
      const answer = await follow(exchange, targets, { method, url, body, signal, headers: sent })
      if (answer.status !== 401 || !targets.isOwn(answer.url)) return { answer, pass, next: null }
      const bytes = await drain(answer, timeoutMs)
      const next = await authorizer.answerTo(answer, pass, scopes)
      if (typeof next === 'object' && !isOnce) return { answer, pass, next }
      const override = typeof next === 'object' ? renewed : next === 'denied' ? deniedByToken : undefined
      throw errorOfAnswer(answer, bytes, override)
    } finally {
      // Its source is let go, whatever came of it.
      if (body instanceof Readable) body.destroy()
    }
  }

  const authorized = async (call: Call, url: URL): Promise<Answer> => {
    const begin = () => attempt(call, url, () => authorizer.present(call.scopes, call.signal))
    const untilSettled = async (one: Attempt) => {
      let last = one
      while (last.next) {
        const { next } = last
        last = await attempt(call, url, () => next)
      }
      return last
    }
    const { answer, pass } = await untilSettled(await opening.enter(begin, call.signal))
    const mayBeHidden = targets.isOwn(answer.url) && (answer.status === 404 || answer.status === 403)
    if (!mayBeHidden || pass.authorization !== null) return answer
    if (!(await orAborted(isAskedAtTheDoor(), call.signal))) return answer
    discard(answer)
    return (await untilSettled(await begin())).answer
  }

  /** Some registries hide what is private behind a 404 and ask for credentials at their door alone. */
  const isAskedAtTheDoor = () => {
    knocking ??= knock()
    knocking.catch(() => {
      knocking = null
    })
    return knocking
  }
  const knock = async () => {
    if (!(await authorizer.isUnasked())) return false
    const answer = await exchange({ method: 'GET', url: new URL(api), headers: {} })
    await drain(answer, timeoutMs)
    return answer.status === 401 && typeof (await authorizer.answerTo(answer, nothing, [])) === 'object'
  }

  return {
    registry,
    base,
    timeoutMs,
    targets,
    send(call, read) {
      const { method, to, signal, expect, priority } = call
      const url = to instanceof URL ? to : new URL(`${api}${to}`)
      const isRepeatable = call.isRepeatable ?? (method === 'GET' || method === 'HEAD')
      const once = async () => {
        // Before a place is taken: whoever waits for the budget must not keep others waiting.
        await budget.pass(priority, signal)
        const release = await limiter.acquire(priority, signal)
        let outcome: Outcome = 'well'
        try {
          await slowDown.pass(signal)
          requests++
          const answer = await authorized(call, url)
          if (expect.includes(answer.status)) return await read(answer)
          throw errorOfAnswer(answer, await drain(answer, timeoutMs), foreignRefusal(answer, targets))
        } catch (error) {
          // Before the place is given to the next one, who must wait as well.
          if (isRegistryError(error)) slowDown.heed(error)
          outcome = outcomeOf(error)
          throw error
        } finally {
          release(outcome)
        }
      }
      return retrying({ registry, method, url }, isRepeatable, once, signal)
    },
    traffic: () => ({
      concurrency: limiter.limit,
      active: limiter.active,
      requests,
      pausedForMs: slowDown.leftMs,
    }),
  }
}

/** What says that it was too much, and not that this one thing went wrong. */
function outcomeOf(error: unknown): Outcome {
  if (!isRegistryError(error)) return 'other'
  const isTooMuch = error.code === 'rate_limited' || error.code === 'timeout' || error.status === 503
  if (isTooMuch) return 'overloaded'
  return error.code === 'aborted' || error.code === 'unreachable' ? 'other' : 'well'
}

const deniedByToken = {
  code: 'denied',
  detail: 'The token that our account gets does not carry the right to this.',
} as const

const renewed = {
  code: 'unauthorized',
  detail: 'The registry does not accept our credentials any more.',
  isRenewed: true,
} as const

const apiOf = (base: URL) => `${base.href.replace(/\/+$/, '')}/v2/`

/** A 401 of a storage is not about our credentials, which it never sees. */
function foreignRefusal(answer: Answer, targets: Targets) {
  if (answer.status !== 401 || targets.isOwn(answer.url)) return undefined
  return { code: 'denied', detail: 'The storage that the registry sent us to does not allow it.' } as const
}
