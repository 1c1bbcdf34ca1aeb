import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const everyBytes = 8 * 1024 * 1024

let collect: ((options: { type: 'minor' }) => void) | null = null
let passed = 0

/**
 * Told of the bytes that pass through the process. The collector sees the few bytes by which JavaScript holds a piece and not
 * the 64 KiB behind them, and would let a hundred megabytes of pieces lie that nobody holds any more: every so many bytes
 * the young ones are collected, which takes a millisecond or two.
 */
export function collectPassed(bytes: number): void {
  passed += Math.max(0, bytes)
  if (passed < everyBytes) return
  passed = 0
  collect ??= findCollector()
  collect({ type: 'minor' })
}

/** V8 gives it to contexts that are made while the flag is set. */
function findCollector() {
  setFlagsFromString('--expose-gc')
  const found: unknown = runInNewContext('gc')
  setFlagsFromString('--no-expose-gc')
  return typeof found === 'function' ? (found as NonNullable<typeof collect>) : () => {}
}
