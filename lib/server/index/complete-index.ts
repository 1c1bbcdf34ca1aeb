import { sql } from 'drizzle-orm'
import type { Logger } from 'pino'
import type { Store } from '../store/store.ts'
import { completeChains } from './image-chains.ts'
import { completeLabels } from './manifest-labels.ts'
import { summarise } from './summarise-repository.ts'

/**
 * Begins, in the background, to fill in what an earlier version of Portolan did not keep. It reads nothing from
 * registries, goes in small batches, and goes on at the next start where it was stopped.
 */
export function startCompleting(store: Store, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const complete = async () => {
    const repositories = await completeBlobs(store, stopping.signal)
    const chains = await completeChains(store.db, stopping.signal)
    const labels = await completeLabels(store.db, stopping.signal)
    if (repositories + chains + labels > 0)
      log.info({ repositories, chains, labels }, 'the index is complete for this version')
  }
  const work = complete().catch((error: unknown) =>
    log.warn({ error }, 'the index could not be completed; the next start tries again'),
  )
  return {
    stop: async () => {
      stopping.abort()
      await work
    },
  }
}

const batchSize = 50

/** Gives the repositories that were listed before their blobs were kept theirs. Returns how many. */
export async function completeBlobs(store: Pick<Store, 'db'>, signal?: AbortSignal): Promise<number> {
  let count = 0
  for (;;) {
    const { rows } = await store.db.execute<{ registry_id: string; names: string[] }>(sql`
      SELECT registry_id, array_agg(name) AS names FROM (
        SELECT registry_id, name FROM repositories WHERE blobs_version = 0 AND tag_count IS NOT NULL LIMIT ${batchSize}
      ) listed GROUP BY registry_id`)
    for (const { registry_id, names } of rows) {
      if (signal?.aborted) return count
      await summarise(store, registry_id, names)
      count += names.length
    }
    if (rows.length === 0) return count
  }
}
