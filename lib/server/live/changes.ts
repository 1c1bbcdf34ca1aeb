import { EventEmitter } from 'node:events'
import { type Change, recentMs } from '#lib/api/live.ts'
import { Coalescer } from './coalescer.ts'
import { RecentChanges } from './recent-changes.ts'

/** Tells open pages, here and on other replicas, what is no longer as they show it. */
export interface Changes {
  /** Never waits and never throws; the same change told many times within a moment is passed on twice at most. */
  publish(change: Change): void
  /** Calls back for each change until the returned function is called; `onClose` when this process is about to end. */
  subscribe(listener: (change: Change) => void, onClose?: () => void): () => void
  /** What was told within so many milliseconds, each once, the oldest first; `anything` where that is not known any more. */
  recent(withinMs: number): readonly Change[]
  /** How many are listening. */
  readonly listenerCount: number
  close(): Promise<void>
}

/** How long the same change is held back after it was told. */
const quietMs = 150

/** Within this process alone. `passOn` is given each change that is told here, to tell others. */
export function createLocalChanges(passOn?: (change: Change) => void): Changes & {
  /** Tells the listeners of this process what was told elsewhere. */
  receive(change: Change): void
} {
  const emitter = new EventEmitter<{ change: [Change]; close: [] }>().setMaxListeners(0)
  const recent = new RecentChanges(recentMs)
  const receive = (change: Change) => {
    recent.add(change)
    emitter.emit('change', change)
  }
  const coalescer = new Coalescer<Change>(quietMs, (change) => {
    receive(change)
    passOn?.(change)
  })
  return {
    receive,
    publish: (change) => coalescer.add(JSON.stringify(change), change),
    subscribe: (onChange, onClose = () => {}) => {
      emitter.on('change', onChange)
      emitter.on('close', onClose)
      return () => {
        emitter.off('change', onChange)
        emitter.off('close', onClose)
      }
    },
    recent: (withinMs) => recent.within(withinMs),
    get listenerCount() {
      return emitter.listenerCount('change')
    },
    close: async () => {
      coalescer.close()
      emitter.emit('close')
      emitter.removeAllListeners()
    },
  }
}
