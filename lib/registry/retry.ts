import type { RegistryError } from './error.ts'
import { wasNeverSent } from './failure.ts'
import { backoffMs, maxWaitMs, politeMs } from './retry-after.ts'

/**
 * How long to wait before the next try, or null for none. `isRepeatable`: doing it twice is the same as doing it once;
 * otherwise only what the registry certainly has not done is tried again.
 */
export function retryDelayMs(error: RegistryError, attempt: number, isRepeatable: boolean): number | null {
  switch (error.code) {
    case 'rate_limited': {
      const delayMs = error.retryAfterMs ?? politeMs + backoffMs(attempt)
      return delayMs <= maxWaitMs ? delayMs : null
    }
    case 'server_error':
      if (!isRepeatable) return null
      if (error.retryAfterMs !== null) return error.retryAfterMs <= maxWaitMs ? error.retryAfterMs : null
      return backoffMs(attempt)
    case 'unreachable':
    case 'timeout':
      return isRepeatable || wasNeverSent(error) ? backoffMs(attempt) : null
    default:
      return null
  }
}
