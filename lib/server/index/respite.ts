import { isRegistryError } from '#lib/registry/error.ts'
import type { RegistryClient } from '#lib/registry/types.ts'
import type { ConnectedRegistry } from '../registries/directory.ts'
import { maxAgeMs } from './clock.ts'
import { concernsWholeRegistry, type Failure, failureOf } from './failure.ts'

/** Longer than this no registry is taken at its word. */
const maxRespiteMs = 10 * 60_000

const respites = new WeakMap<RegistryClient, { untilMs: number; failure: Failure }>()

/**
 * After a failure of the registry as a whole what runs in the background leaves it alone for a moment, or for as long as
 * it asked for: every reader of a list would start the same thousand requests again.
 */
export function grantRespite({ client }: ConnectedRegistry, error: unknown, now = performance.now()): void {
  const failure = failureOf(error)
  if (!concernsWholeRegistry(failure)) return
  const askedMs = isRegistryError(error) ? (error.retryAfterMs ?? 0) : 0
  const durationMs = Math.min(Math.max(askedMs, maxAgeMs.failure), maxRespiteMs)
  respites.set(client, { untilMs: now + durationMs, failure })
}

/** Why the registry is left alone just now, or null. */
export function troubleOf({ client }: ConnectedRegistry, now = performance.now()): Failure | null {
  const respite = respites.get(client)
  return respite && now < respite.untilMs ? respite.failure : null
}
