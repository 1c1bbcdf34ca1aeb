import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { isStoreError } from '../store-error.ts'
import type { StoreLog } from '../store-log.ts'
import { chooseAccount, prepareDataDir } from './account.ts'
import { installBinaries, removeOldBinaries } from './binaries.ts'
import { claimCluster } from './claim.ts'
import { clusterDirOf, openCluster } from './cluster.ts'
import { connectionTo, stopPostmaster } from './postmaster.ts'
import { reachServer } from './reach.ts'
import { boundServerLog } from './server-log.ts'

export interface EmbeddedPostgres {
  readonly dir: string
  /** How to connect now. The port changes when the server had to be started again. */
  connection(): ReturnType<typeof connectionTo>
  /** Ends the server in an orderly way. */
  close(): Promise<void>
}

export interface EmbeddedOptions {
  readonly dataDir: string
  /** Where the search for PostgreSQL's programs begins. */
  readonly cwd?: string
  readonly log: StoreLog
  /** Called when another application has taken the data folder over; nothing works from then on. */
  readonly onLost: (error: Error) => void
}

/**
 * The PostgreSQL server in the data folder: made, started or taken over, held for this process alone, started again
 * whenever it ends, and stopped by `close()`. Throws `StoreError`.
 */
export async function openEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { log } = options
  const dataDir = resolve(options.dataDir)
  const account = await chooseAccount(clusterDirOf(dataDir))
  await prepareDataDir(dataDir, account)
  const binaries = await installBinaries(dataDir, options.cwd)
  const cluster = await openCluster(dataDir, binaries, account)
  const closing = new AbortController()
  let port = 0
  let session: pg.Client | null = null

  const take = async () => {
    const server = await reachServer(cluster, binaries, account, closing.signal)
    try {
      await claimCluster(server.client, dataDir)
    } catch (e) {
      // Never stopped here: it is the other one's.
      await server.client.end().catch(() => undefined)
      throw e
    }
    port = server.port
    session = server.client
    // It lasts as long as the server does, and so tells when that has ended.
    server.client.once('end', () => void recover())
    return server
  }

  const recover = async () => {
    session = null
    if (closing.signal.aborted) return
    log.warn('the embedded database has ended; starting it again')
    for (let delayMs = 100; ; delayMs = Math.min(delayMs * 2, 10_000)) {
      try {
        await take()
        log.info('the embedded database runs again')
        return
      } catch (e) {
        if (closing.signal.aborted) return
        if (isStoreError(e) && e.code === 'in_use') return options.onLost(e)
        log.warn(
          `the embedded database cannot be started again: ${e instanceof Error ? e.message : String(e)}`,
        )
        await sleep(delayMs, undefined, { ref: false })
      }
    }
  }

  const first = await take()
  if (first.wasRunning) log.info('took over the database server that was left running')
  else await removeOldBinaries(dataDir, binaries)
  const housekeeping = setInterval(() => void boundServerLog(dataDir).catch(() => undefined), 60_000).unref()

  return {
    dir: cluster.dir,
    connection: () => connectionTo(cluster, port),
    async close() {
      if (closing.signal.aborted) return
      const isOurs = session !== null
      closing.abort()
      clearInterval(housekeeping)
      if (isOurs) await stopPostmaster(cluster)
      await session?.end().catch(() => undefined)
    },
  }
}
