import type { Logger } from 'pino'
import type { Store } from '../store/store.ts'
import { completeChains } from './image-chains.ts'
import { completeLabels } from './manifest-labels.ts'

/**
 * Begins, in the background, to fill in what an earlier version of Portolan did not keep. It reads nothing from
 * registries, goes in small batches, and goes on at the next start where it was stopped.
 */
export function startCompleting({ db }: Store, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const complete = async () => {
    const chains = await completeChains(db, stopping.signal)
    if (chains > 0) log.info({ chains }, 'the chains of images that were known before are complete')
    const labels = await completeLabels(db, stopping.signal)
    if (labels > 0) log.info({ labels }, 'the labels of images that were known before can be searched')
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
