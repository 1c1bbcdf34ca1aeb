import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Change } from '#lib/api/live.ts'
import { type Changes, createLocalChanges } from './changes.ts'
import { keepListening } from '../store/keep-listening.ts'
import { decodeMessage, encodeMessages } from './replica-messages.ts'

const channel = 'portolan_changes'
/** Different changes of one moment travel together. */
const gatherMs = 25
/** More than these at once are not worth telling apart. */
const maxGathered = 1_000

export interface SharedChangesOptions {
  /** A connection of its own, not yet open: it says where the database is now. */
  connect(): pg.Client
  readonly log: { warn(message: string): void; debug(message: string): void }
}

/**
 * Between all replicas on one PostgreSQL, by LISTEN and NOTIFY over a connection of its own, so that neither waits for
 * the pool. Listeners in this process are told directly. What could not be told or heard while the connection was
 * broken becomes one `anything` when it is back, on both sides.
 */
export function createSharedChanges({ connect, log }: SharedChangesOptions): Changes {
  const self = randomUUID()
  let gathered = new Map<string, Change>()
  let timer: NodeJS.Timeout | undefined
  /** Others were not told of something. */
  let isOwing = false

  const passOn = (change: Change) => {
    if (gathered.size >= maxGathered) isOwing = true
    else gathered.set(JSON.stringify(change), change)
    timer ??= setTimeout(() => void flush(), gatherMs).unref()
  }
  const local = createLocalChanges(passOn)

  const listening = keepListening({
    what: 'changes',
    connect,
    channel,
    log,
    onMessage: (payload) => {
      for (const change of decodeMessage(payload, self)) local.receive(change)
    },
    onListening: (isFirst) => {
      // Told meanwhile and heard by nobody here.
      if (!isFirst) local.receive({ about: 'anything' })
      if (isOwing || gathered.size > 0) void flush()
    },
  })

  async function flush(): Promise<void> {
    timer = undefined
    const changes: Change[] = isOwing ? [{ about: 'anything' }] : [...gathered.values()]
    gathered = new Map()
    isOwing = false
    for (const message of encodeMessages(self, changes)) {
      if (!(await listening.notify(message))) isOwing = true
    }
  }

  return {
    publish: local.publish,
    subscribe: local.subscribe,
    recent: local.recent,
    get listenerCount() {
      return local.listenerCount
    },
    close: async () => {
      clearTimeout(timer)
      await flush()
      await local.close()
      await listening.close()
    },
  }
}
