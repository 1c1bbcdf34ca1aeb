import { isConfigError } from './config/config.ts'
import { getRuntime } from './runtime.ts'
import { isStoreError } from './store/store.ts'

/** Starts the process's runtime, or ends the process with the one message that says why it can't be. */
export async function startServer(): Promise<void> {
  endOnSignals()
  try {
    await getRuntime()
  } catch (error) {
    console.error(isConfigError(error) || isStoreError(error) ? error.message : error)
    process.exit(1)
  }
}

/**
 * Listens before anything is opened, and for good: Ctrl-C comes from the terminal and once more from what started us, and
 * a signal that nobody listens to ends the process at once and leaves its database running.
 */
function endOnSignals(): void {
  let isEnding = false
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isEnding) return
      isEnding = true
      void stop().catch(() => process.exit(1))
    })
  }
}

/** Whatever hangs must not keep a process alive that was told to end. */
const patienceMs = 8_000

async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), patienceMs).unref()
  await (await getRuntime()).close()
  process.exit(0)
}
