import { setTimeout as sleep } from 'node:timers/promises'
import { isRegistryError } from '#lib/registry/error.ts'
import { concernsWholeRegistry, type Failure, failureOf, isCancelled } from '../../index/failure.ts'
import { refusalOf } from '../refusal.ts'

/** A registry that can't be worked with for now, or will not delete: nothing more is asked of it in this run. */
export class RegistryLost extends Error {
  override readonly name = 'RegistryLost'
  readonly failure: Failure

  constructor(failure: Failure, cause?: unknown) {
    super(failure.detail, { cause })
    this.failure = failure
  }
}

/** What a registry did, in words of our API; what is no failure of a registry is thrown on. */
export function failureOfThrown(error: unknown): Failure {
  if (error instanceof RegistryLost) return error.failure
  if (!isRegistryError(error) || isCancelled(error)) throw error
  return failureOf(refusalOf(error))
}

export interface Patience {
  /** Does it, and once more after a while when the registry was in passing trouble. Throws `RegistryLost` when that stays. */
  try<T>(work: () => Promise<T>): Promise<T>
}

/** Beside the tries that the client makes of each request by itself. */
const pausesMs = [100, 500, 2_000, 8_000]
const longestPauseMs = 60_000
/** So many failures one after the other are no bad luck of single items. */
const mostInARow = 12

/** One for all of a registry in a run: `onPause` hears of each wait that somebody would wonder about. */
export function createPatience(
  signal: AbortSignal,
  onPause: (failure: Failure, forMs: number) => void = () => {},
): Patience {
  let failuresInARow = 0
  return {
    async try(work) {
      for (let attempt = 0; ; attempt++) {
        try {
          const value = await work()
          failuresInARow = 0
          return value
        } catch (error) {
          if (signal.aborted || isCancelled(error)) throw error
          if (!isRegistryError(error) || !error.isTemporary) throw error
          const failure = failureOf(error)
          const pauseMs = pausesMs[attempt]
          if (pauseMs !== undefined) {
            const forMs = Math.min(Math.max(pauseMs, error.retryAfterMs ?? 0), longestPauseMs)
            if (forMs >= 2_000) onPause(failure, forMs)
            await sleep(forMs, undefined, { signal })
            continue
          }
          failuresInARow++
          if (concernsWholeRegistry(failure) || failuresInARow >= mostInARow)
            throw new RegistryLost(failure, error)
          throw error
        }
      }
    },
  }
}
