import { EventEmitter } from 'node:events'
import type { Change } from '#lib/api/live.ts'

/** Tells open pages, here and on other replicas, what is no longer as they show it. */
export interface Changes {
  /** Never waits and never throws; the same change told many times within a moment is passed on once. */
  publish(change: Change): void
  /** Calls back for each change until the returned function is called. */
  subscribe(listener: (change: Change) => void): () => void
  close(): Promise<void>
}

/** Within this process alone. */
export function createLocalChanges(): Changes {
  const emitter = new EventEmitter().setMaxListeners(0)
  return {
    publish: (change) => void emitter.emit('change', change),
    subscribe: (listener) => {
      emitter.on('change', listener)
      return () => emitter.off('change', listener)
    },
    close: async () => void emitter.removeAllListeners(),
  }
}
