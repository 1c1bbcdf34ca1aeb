/** What is counted under one key. */
export interface Attempts {
  readonly failures: number
  readonly firstAt: Date
  readonly blockedUntil: Date | null
}

export interface AttemptRule {
  /** Attempts before the first wait. */
  readonly free: number
  /** The longest wait; it doubles from one second up to this. */
  readonly maxBlockMs: number
}

/**
 * Three counts, of which the strictest decides.
 * `pair` (account and address) stops who guesses one account from one place. `address` stops who tries many accounts.
 * `account` slows down who changes addresses, and its wait stays short: nobody can lock the administrator out for long.
 */
export const attemptRules = {
  pair: { free: 5, maxBlockMs: 15 * 60_000 },
  address: { free: 20, maxBlockMs: 5 * 60_000 },
  account: { free: 10, maxBlockMs: 60_000 },
} as const satisfies Record<string, AttemptRule>

/** After this long without a try or a block, counting starts over. */
export const forgetAfterMs = 15 * 60_000

const lastAt = ({ firstAt, blockedUntil }: Attempts) =>
  Math.max(firstAt.getTime(), blockedUntil?.getTime() ?? 0)

export const isForgotten = (attempts: Attempts, now: Date) =>
  lastAt(attempts) + forgetAfterMs <= now.getTime()

/** Milliseconds still to wait; 0 when a try is allowed. */
export const waitMs = ({ blockedUntil }: Attempts, now: Date) =>
  Math.max(0, (blockedUntil?.getTime() ?? 0) - now.getTime())

/** The count after one more try at `now`, which is counted as failed until it is known to have succeeded. */
export function countAttempt(attempts: Attempts | null, rule: AttemptRule, now: Date): Attempts {
  const before = attempts && !isForgotten(attempts, now) ? attempts : null
  const failures = (before?.failures ?? 0) + 1
  // Beyond 2^30 seconds the exponent would overflow long after the maximum has been reached.
  const exponent = Math.min(failures - rule.free, 30)
  const blockMs = failures < rule.free ? 0 : Math.min(1000 * 2 ** exponent, rule.maxBlockMs)
  return {
    failures,
    firstAt: before?.firstAt ?? now,
    blockedUntil: blockMs ? new Date(now.getTime() + blockMs) : null,
  }
}
