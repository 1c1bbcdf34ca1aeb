import type { Change } from '#lib/api/live.ts'

/** More than these within the time kept are not worth telling apart. */
const maxKept = 2_000

/** What was told lately: each change once, with the time at which it was told last. */
export class RecentChanges {
  readonly #keptMs: number
  readonly #now: () => number
  /** In the order of their times: a change told again moves to the end. */
  readonly #told = new Map<string, { readonly change: Change; readonly atMs: number }>()
  /** Nothing is known of what was told before. */
  #sinceMs: number

  constructor(keptMs: number, now: () => number = () => performance.now()) {
    this.#keptMs = keptMs
    this.#now = now
    this.#sinceMs = Number.NEGATIVE_INFINITY
  }

  add(change: Change): void {
    const key = JSON.stringify(change)
    this.#told.delete(key)
    this.#told.set(key, { change, atMs: this.#now() })
    for (const [oldest, { atMs }] of this.#told) {
      const isOld = this.#now() - atMs > this.#keptMs
      if (!isOld && this.#told.size <= maxKept) break
      this.#told.delete(oldest)
      if (!isOld) this.#sinceMs = atMs
    }
  }

  within(ms: number): readonly Change[] {
    const from = this.#now() - ms
    if (ms > this.#keptMs || from < this.#sinceMs) return [{ about: 'anything' }]
    return [...this.#told.values()].filter(({ atMs }) => atMs >= from).map(({ change }) => change)
  }
}
