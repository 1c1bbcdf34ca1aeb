import { isConfigError } from './config/config.ts'
import { getRuntime } from './runtime.ts'
import { isStoreError } from './store/store.ts'

/** Starts the process's runtime, or ends the process with the one message that says why it can't be. */
export async function startServer(): Promise<void> {
  try {
    await getRuntime()
  } catch (error) {
    console.error(isConfigError(error) || isStoreError(error) ? error.message : error)
    process.exit(1)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())
}

/** Whatever hangs must not keep a process alive that was told to end. */
const patienceMs = 8_000

async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), patienceMs).unref()
  await (await getRuntime()).close()
  process.exit(0)
}
