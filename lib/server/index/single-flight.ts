/** Work that is asked for while the same work is under way joins it instead of starting again. */
export class SingleFlight {
  readonly #running = new Map<string, Promise<unknown>>()

  /**
   * The result of `work`, or of the same work already under way under this key. `onEnd` is called when it has ended, well
   * or not, and no longer counts as running.
   */
  run<T>(key: string, work: () => Promise<T>, onEnd?: () => void): Promise<T> {
    const running = this.#running.get(key)
    if (running) return running as Promise<T>
    const promise = work().finally(() => {
      this.#running.delete(key)
      onEnd?.()
    })
    this.#running.set(key, promise)
    return promise
  }

  /** The same, but for work that began after this call: what is under way already may have read what is no longer true. */
  async runAnew<T>(key: string, work: () => Promise<T>, onEnd?: () => void): Promise<T> {
    await Promise.allSettled([this.#running.get(key)])
    return this.run(key, work, onEnd)
  }

  isRunning(key: string): boolean {
    return this.#running.has(key)
  }

  /** Resolves when everything under way has ended, well or not. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#running.values())
  }
}

/** Goes on without waiting. Only for work that records its own failure where people see it. */
export function inBackground(work: Promise<unknown>): void {
  work.catch(() => {})
}
