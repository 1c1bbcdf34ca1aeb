import { sql } from 'drizzle-orm'
import type { ConnectedRegistry } from '../registries/directory.ts'
import type { Runtime } from '../runtime.ts'

/** What this process has done for a walk since it was last written down. */
export interface Tally {
  tags: number
  manifests: number
  requests: number
}

const flushMs = 500

const tallies = new WeakMap<Runtime, Map<string, WalkTally>>()

/**
 * Counts what is done for a walk by all of its parts that are under way here, and writes it down twice a second at most,
 * which open pages are told. Another part may end the walk before the last was written down: that was done for it all the same.
 */
export class WalkTally {
  readonly counts: Tally = { tags: 0, manifests: 0, requests: 0 }
  readonly #runtime: Runtime
  readonly #registry: ConnectedRegistry
  readonly #walkId: string
  readonly #timer: NodeJS.Timeout
  #isPausedSaid = false
  #parts = 0

  /** For a part that begins; it leaves when it is through. */
  static join(runtime: Runtime, registry: ConnectedRegistry, walkId: string): WalkTally {
    const known = tallies.get(runtime) ?? new Map<string, WalkTally>()
    tallies.set(runtime, known)
    const tally = known.get(walkId) ?? new WalkTally(runtime, registry, walkId)
    known.set(walkId, tally)
    tally.#parts++
    return tally
  }

  private constructor(runtime: Runtime, registry: ConnectedRegistry, walkId: string) {
    this.#runtime = runtime
    this.#registry = registry
    this.#walkId = walkId
    this.#timer = setInterval(() => void this.flush().catch(() => {}), flushMs)
    this.#timer.unref()
  }

  count(work: 'request' | 'manifest'): void {
    if (work === 'request') this.counts.requests++
    else this.counts.manifests++
  }

  async flush(): Promise<void> {
    const { pausedForMs } = this.#registry.client.traffic()
    const isPaused = pausedForMs > 0
    const { tags, manifests, requests } = this.counts
    if (tags + manifests + requests === 0 && isPaused === this.#isPausedSaid) return
    Object.assign(this.counts, { tags: 0, manifests: 0, requests: 0 })
    const { id } = this.#registry.settings
    const isPauseNews = isPaused || this.#isPausedSaid
    this.#isPausedSaid = isPaused
    const problem = isPaused ? JSON.stringify(askedForLess) : null
    await this.#runtime.store.db.execute(sql`
      UPDATE sync_walks SET tags_done = tags_done + ${tags}, manifests_read = manifests_read + ${manifests},
        requests = requests + ${requests}, updated_at = now(),
        repositories_done = CASE WHEN state = 'running'
          THEN (SELECT count(*) FROM repositories WHERE registry_id = ${id} AND walk_id = ${this.#walkId})
          ELSE repositories_done END
        ${isPauseNews ? sql`, paused_until = ${isPaused ? sql`now() + ${Math.round(pausedForMs)} * interval '1 millisecond'` : null}, problem = ${problem}::jsonb` : sql``}
      WHERE id = ${this.#walkId}${isPauseNews ? sql` AND state = 'running'` : sql``}`)
    this.#runtime.changes.publish({ about: 'registry', registry: id })
  }

  async leave(): Promise<void> {
    if (--this.#parts === 0) {
      clearInterval(this.#timer)
      tallies.get(this.#runtime)?.delete(this.#walkId)
    }
    await this.flush()
  }
}

export const askedForLess = {
  code: 'registry_rate_limited',
  detail: 'The registry asked for fewer requests.',
} as const
