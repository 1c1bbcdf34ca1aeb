import { isRegistryError } from '#lib/registry/error.ts'
import { failureOf } from '../index/failure.ts'

const maxPauses = 100
const pauseMs = 60_000
const longestPauseMs = 15 * 60_000

/** How long to leave a registry alone that limits our requests; null for another failure, or after a hundred pauses. */
export function rateLimitPauseOf(error: unknown, attempt: number): number | null {
  if (failureOf(error).code !== 'registry_rate_limited' || attempt >= maxPauses) return null
  const askedMs = isRegistryError(error) ? error.retryAfterMs : null
  return Math.min(askedMs ?? pauseMs, longestPauseMs)
}
