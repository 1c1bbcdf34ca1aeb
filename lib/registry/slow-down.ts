import type { RegistryError } from './error.ts'
import { maxWaitMs, politeMs } from './retry-after.ts'
import { wait } from './wait.ts'

/** Keeps all requests to one registry back while it asks for fewer of them. */
export interface SlowDown {
  /** After a 429: for as long as it says, unless that is longer than anybody waits. Other errors change nothing. */
  heed(error: RegistryError): void
  pass(signal?: AbortSignal): Promise<void>
  /** For how long from now; 0: it does not ask. */
  readonly leftMs: number
}

export function createSlowDown(): SlowDown {
  let untilMs = 0
  return {
    heed({ code, retryAfterMs }) {
      const durationMs = retryAfterMs ?? politeMs
      if (code !== 'rate_limited' || durationMs > maxWaitMs) return
      untilMs = Math.max(untilMs, performance.now() + durationMs)
    },
    get leftMs() {
      return Math.max(0, untilMs - performance.now())
    },
    async pass(signal) {
      for (;;) {
        const leftMs = untilMs - performance.now()
        if (leftMs <= 0) return
        await wait(leftMs, signal)
      }
    },
  }
}
