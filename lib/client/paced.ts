type Work = () => Promise<unknown>

/**
 * Work by key that never overlaps itself, and pauses after each time: `gapMs`, or twice what it took where that is
 * longer. Asked for meanwhile, it is done once more after the pause: however often something changes, what is shown in
 * the end is true.
 */
export class Paced {
  readonly #running = new Map<string, { again: Work | null }>()

  run(key: string, gapMs: number, work: Work): void {
    const running = this.#running.get(key)
    if (running) running.again = work
    else void this.#start(key, gapMs, work)
  }

  async #start(key: string, gapMs: number, work: Work): Promise<void> {
    const state: { again: Work | null } = { again: null }
    this.#running.set(key, state)
    const startedAt = performance.now()
    // What failed is shown where it is asked for.
    await work().catch(() => {})
    const pauseMs = Math.max(gapMs, 2 * (performance.now() - startedAt))
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    this.#running.delete(key)
    if (state.again) void this.#start(key, gapMs, state.again)
  }
}
