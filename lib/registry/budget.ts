import type { Priority } from './limiter.ts'
import { wait } from './wait.ts'

/** How many requests may go out in a minute. */
export interface Budget {
  /**
   * Takes one request out of the budget: the background waits until there is one, what somebody waits for is counted and
   * never kept waiting (the background makes up for it). Rejects when aborted.
   */
  pass(priority?: Priority, signal?: AbortSignal): Promise<void>
}

/** A token bucket that holds what one second brings, so that a minute never sees many more than it may. */
export function createBudget(requestsPerMinute: number | null, now = () => performance.now()): Budget {
  if (requestsPerMinute === null) return { pass: async () => {} }
  const perMs = requestsPerMinute / 60_000
  const most = Math.max(1, perMs * 1_000)
  let tokens = most
  let countedAt = now()
  const refill = () => {
    const at = now()
    tokens = Math.min(most, tokens + (at - countedAt) * perMs)
    countedAt = at
  }
  return {
    async pass(priority = 'interactive', signal) {
      refill()
      // Taken at once, so that those who wait stand in line.
      tokens--
      if (priority === 'interactive') {
        tokens = Math.max(tokens, -requestsPerMinute)
        return
      }
      if (tokens >= 0) return
      try {
        await wait(-tokens / perMs, signal)
      } catch (reason) {
        tokens++
        throw reason
      }
    },
  }
}
