const listeners = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Calls once when the signal is aborted; answers how to take that back. However many wait for a signal, it has one listener:
 * Node goes through all that a signal has, to add one as well as to take one away.
 */
export function onAbort(signal: AbortSignal | undefined, call: () => void): () => void {
  if (!signal) return () => {}
  let calls = listeners.get(signal)
  if (!calls) {
    const waiting = new Set<() => void>()
    const callAll = () => {
      for (const waits of [...waiting]) waits()
    }
    signal.addEventListener('abort', callAll, { once: true })
    listeners.set(signal, waiting)
    calls = waiting
  }
  const waiting = calls.add(call)
  return () => {
    waiting.delete(call)
  }
}

/** Resolves after so many milliseconds; rejects with the signal's reason as soon as it is aborted. */
export function wait(durationMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const timer = setTimeout(() => {
      stay()
      resolve()
    }, durationMs)
    const stay = onAbort(signal, () => {
      clearTimeout(timer)
      reject(signal?.reason)
    })
  })
}

/** The promise, or the signal's reason as soon as it is aborted; the work itself goes on for others. */
export function orAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      promise.catch(() => {})
      return reject(signal.reason)
    }
    const stay = onAbort(signal, () => reject(signal.reason))
    promise.then(resolve, reject).finally(stay)
  })
}
