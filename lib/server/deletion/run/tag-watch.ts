import { sql } from 'drizzle-orm'
import pLimit from 'p-limit'
import type { RepositoryGraph } from '#lib/engines/deletion/graph.ts'
import { learnManifests } from '../../index/learn-manifests.ts'
import { itemKey, type Place } from '../../index/place.ts'
import { digestNow } from '../truth.ts'
import type { Patience } from './patience.ts'
import { settleAll } from './settle-all.ts'

/** While a run deletes digests: every tag that stays is looked at again no later than this, or ten times as long as that takes. */
const sweepMs = 10_000
const atOnce = 16

/**
 * What others do to the repository while a run works on it. A tag that appears, or moves, holds its digest and all below
 * from then on: whatever the plan said of these, they are not deleted.
 */
export class TagWatch {
  readonly #place: Place
  readonly #patience: Patience
  /** Where each tag was seen last. */
  readonly #known: Map<string, string | null>
  /** Tags that the run removes: nobody has to watch over them. */
  readonly #ours: Set<string>
  readonly #held = new Map<string, string>()
  readonly #swallowed = new Set<string>()
  #isBlind = false
  #sweptAt = performance.now()
  #sweepTookMs = 0

  constructor(place: Place, patience: Patience, graph: RepositoryGraph, ours: ReadonlySet<string>) {
    this.#place = place
    this.#patience = patience
    this.#known = new Map(graph.tags.map(({ name, digest }) => [name, digest]))
    this.#ours = new Set(ours)
  }

  /** What holds the digest since the repository was read: the name of a tag, or null. */
  holderOf(digest: string): string | null {
    if (this.#isBlind) return '?'
    return this.#held.get(digest) ?? null
  }

  /** Tags on the digest that stay, as they were last seen. */
  othersOn(digest: string): string[] {
    return [...this.#known].flatMap(([name, on]) => (on === digest && !this.#ours.has(name) ? [name] : []))
  }

  /** The registry took the whole digest for one of our tags: others of ours on it are gone by us. */
  swallow(digest: string): void {
    this.#swallowed.add(digest)
  }

  isSwallowed(digest: string | null): boolean {
    return digest !== null && this.#swallowed.has(digest)
  }

  /** These are gone: whoever pushes one of them again has a new tag. */
  forget(names: readonly string[]): void {
    for (const name of names) {
      this.#known.delete(name)
      this.#ours.delete(name)
    }
  }

  /** Where the tag was seen last; null: nowhere. */
  lastOf(name: string): string | null {
    return this.#known.get(name) ?? null
  }

  /** The digest and all below it stay from now on. */
  async hold(digest: string, holder: string): Promise<void> {
    const { repository } = this.#place
    const failures = await learnManifests(this.#place, [{ repository, digest, isConfirmed: true }])
    // It may be an index of anything.
    if (failures.has(itemKey(repository, digest))) this.#isBlind = true
    for (const below of await readDescendants(this.#place, digest)) this.#held.set(below, holder)
    this.#held.set(digest, holder)
  }

  /** Where the tag is now; one that has moved holds what it is on. */
  async see(name: string): Promise<string | null> {
    const digest = await this.#patience.try(() => digestNow(this.#place, name))
    if (digest !== null && this.#known.get(name) !== digest) await this.hold(digest, name)
    this.#known.set(name, digest)
    return digest
  }

  /** The names that there are now; those that are new are looked at, and from time to time all that stay. */
  async look(): Promise<ReadonlySet<string>> {
    const names = await this.#list()
    const fresh = [...names].filter((name) => !this.#known.has(name))
    await this.#seeAll(fresh)
    const now = performance.now()
    if (now - this.#sweptAt > Math.max(sweepMs, this.#sweepTookMs * 10)) {
      await this.#seeAll([...names].filter((name) => !this.#ours.has(name)))
      this.#sweptAt = performance.now()
      this.#sweepTookMs = this.#sweptAt - now
    }
    return names
  }

  /** Tags that were there `before`, are not the run's own, and are gone now. */
  async vanishedSince(
    before: ReadonlySet<string>,
  ): Promise<{ vanished: string[]; now: ReadonlySet<string> }> {
    const now = await this.#list()
    return { vanished: [...before].filter((name) => !now.has(name) && !this.#ours.has(name)), now }
  }

  async #seeAll(names: readonly string[]): Promise<void> {
    const limit = pLimit(atOnce)
    await settleAll(names.map((name) => limit(() => this.see(name))))
  }

  #list(): Promise<ReadonlySet<string>> {
    const { registry, repository, call } = this.#place
    return this.#patience.try(async () => {
      const names = new Set<string>()
      try {
        for await (const page of registry.client.listTags(repository, call))
          for (const name of page) names.add(name)
      } catch (error) {
        if (isMissing(error)) return new Set<string>()
        throw error
      }
      return names
    })
  }
}

/** Without a tag left there may be no list. */
const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'not_found'

async function readDescendants({ runtime }: Place, digest: string): Promise<string[]> {
  const { rows } = await runtime.store.db.execute<{ digest: string }>(sql`
    WITH RECURSIVE tree(digest) AS (
      SELECT child_digest FROM manifest_children WHERE parent_digest = ${digest}
      UNION SELECT c.child_digest FROM manifest_children c JOIN tree ON c.parent_digest = tree.digest
    ) SELECT digest FROM tree`)
  return rows.map((row) => row.digest)
}
