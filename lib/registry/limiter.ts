/** Gives out a number of places; further callers wait in order. */
export interface Limiter {
  /** Resolves to the function that gives the place back (calling it twice is harmless). Rejects when aborted. */
  acquire(signal?: AbortSignal): Promise<() => void>
}

export function createLimiter(places: number): Limiter {
  let free = places
  const queue = new Set<() => void>()
  const release = () => {
    const [next] = queue
    if (!next) {
      free++
      return
    }
    queue.delete(next)
    next()
  }
  const once = () => {
    let isReleased = false
    return () => {
      if (isReleased) return
      isReleased = true
      release()
    }
  }
  return {
    acquire: (signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        if (free > 0) {
          free--
          return resolve(once())
        }
        const enter = () => {
          signal?.removeEventListener('abort', leave)
          resolve(once())
        }
        const leave = () => {
          queue.delete(enter)
          reject(signal?.reason)
        }
        queue.add(enter)
        signal?.addEventListener('abort', leave, { once: true })
      }),
  }
}
