/**
 * Passes the first of equal things on at once, and whatever equals it within the next moment once more when that has
 * passed: what is told last is never lost, and a thousand times the same are two.
 */
export class Coalescer<T> {
  readonly #quietMs: number
  readonly #tell: (item: T) => void
  /** By key, what waits for the end of its moment; null where nothing does. */
  readonly #moments = new Map<string, { readonly timer: NodeJS.Timeout; waiting: { item: T } | null }>()

  constructor(quietMs: number, tell: (item: T) => void) {
    this.#quietMs = quietMs
    this.#tell = tell
  }

  add(key: string, item: T): void {
    const moment = this.#moments.get(key)
    if (moment) moment.waiting = { item }
    else this.#begin(key, item)
  }

  #begin(key: string, item: T): void {
    const timer = setTimeout(() => {
      const waiting = this.#moments.get(key)?.waiting
      this.#moments.delete(key)
      if (waiting) this.#begin(key, waiting.item)
    }, this.#quietMs).unref()
    this.#moments.set(key, { timer, waiting: null })
    this.#tell(item)
  }

  close(): void {
    for (const { timer } of this.#moments.values()) clearTimeout(timer)
    this.#moments.clear()
  }
}
