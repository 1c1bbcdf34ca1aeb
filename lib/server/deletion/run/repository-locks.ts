import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLeases } from '../../jobs/leases.ts'
import type { Runtime } from '../../runtime.ts'

const askAgainMs = 300

/** One run at a time works on a repository, whichever replica it runs on: locks in the database, which go with their process. */
export interface RepositoryLocks {
  /** Waits for its turn, as long as `isWanted`; false: nobody wants it any more, and nothing was done. */
  hold(
    place: { readonly registry: string; readonly repository: string },
    options: { readonly isWanted: () => Promise<boolean>; readonly signal: AbortSignal },
    work: () => Promise<void>,
  ): Promise<boolean>
  close(): Promise<void>
}

export function createRepositoryLocks(runtime: Pick<Runtime, 'store' | 'log'>): RepositoryLocks {
  const leases = createLeases(runtime.store, runtime.log)
  return {
    async hold({ registry, repository }, { isWanted, signal }, work) {
      const id = lockId(registry, repository)
      while (!(await leases.take(id))) {
        if (!(await isWanted())) return false
        await sleep(askAgainMs, undefined, { signal })
      }
      try {
        await work()
        return true
      } finally {
        await leases.give(id).catch(() => {})
      }
    },
    close: () => leases.close(),
  }
}

/** A lock has the key of a UUID. */
function lockId(registry: string, repository: string): string {
  const hex = createHash('sha256').update(`deletion ${registry} ${repository}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
