import { wait } from './wait.ts'

/** Keeps all requests to one registry back while it asks for fewer of them. */
export interface SlowDown {
  /** For so many milliseconds from now, unless it is longer already. */
  forMs(durationMs: number): void
  pass(signal?: AbortSignal): Promise<void>
}

export function createSlowDown(): SlowDown {
  let untilMs = 0
  return {
    forMs(durationMs) {
      untilMs = Math.max(untilMs, performance.now() + durationMs)
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
