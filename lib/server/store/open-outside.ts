import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from '../config/config.ts'
import { checkDatabaseServer } from './database-server.ts'
import { clusterDirOf, clusterUser } from './postgres/cluster.ts'
import { openEmbeddedPostgres } from './postgres/embedded-postgres.ts'
import { StoreError } from './store-error.ts'

export interface OutsideConnection {
  readonly client: pg.Client
  close(): Promise<void>
}

async function connect(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config)
  client.on('error', () => undefined)
  await client.connect()
  return client
}

const closing = (client: pg.Client): OutsideConnection => ({ client, close: () => client.end() })

/** The database of a Portolan that runs on this data folder; null where none does. */
async function connectToRunning(dataDir: string): Promise<pg.Client | null> {
  try {
    const folder = clusterDirOf(dataDir)
    const port = Number((await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')[3])
    const password = (await readFile(join(folder, 'password'), 'utf8')).trim()
    return await connect({ host: '127.0.0.1', port, user: clusterUser, password, database: 'postgres' })
  } catch {
    return null
  }
}

/** Of the database that nobody runs now: it is started for this, and ended again. */
async function startStopped(dataDir: string): Promise<OutsideConnection> {
  // A folder that was named by mistake must not get a database.
  if (!existsSync(join(clusterDirOf(dataDir), 'data', 'PG_VERSION')))
    throw new StoreError('unavailable', `There is no database of Portolan's in ${dataDir}.`)
  const server = await openEmbeddedPostgres({
    dataDir,
    log: { info: () => undefined, warn: (message: string) => console.error(message) },
    onLost: (error) => {
      throw error
    },
  })
  try {
    const client = await connect(server.connection())
    const close = async () => {
      await client.end().catch(() => undefined)
      await server.close()
    }
    return { client, close }
  } catch (error) {
    await server.close()
    throw error
  }
}

/**
 * For commands beside the application: a connection to its database, whether it runs or not. Nothing is made or brought up
 * to date. Throws `StoreError`.
 */
export async function openFromOutside({
  dataDir,
  databaseUrl,
}: Pick<Config, 'dataDir' | 'databaseUrl'>): Promise<OutsideConnection> {
  if (databaseUrl !== null) {
    await checkDatabaseServer(databaseUrl)
    return closing(await connect({ connectionString: databaseUrl }))
  }
  const running = await connectToRunning(dataDir)
  return running ? closing(running) : startStopped(dataDir)
}
