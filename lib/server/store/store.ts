import { mkdir } from 'node:fs/promises'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Config } from '../config/config.ts'
import { checkDatabaseServer, describeDatabaseUrl } from './database-server.ts'
import { applyMigrations } from './migrate.ts'
import { openEmbeddedPostgres } from './postgres/embedded-postgres.ts'
import * as schema from './schema.ts'
import type { StoreLog } from './store-log.ts'

export { isStoreError, StoreError } from './store-error.ts'
export type { StoreLog } from './store-log.ts'

export type Database = NodePgDatabase<typeof schema>

export interface Store {
  readonly db: Database
  readonly pool: pg.Pool
  /** A connection outside of the pool, not yet open, to wherever the database is now. Whoever asks for it ends it. */
  newClient(): pg.Client
  /** For a log line: which database, and where; no secret in it. */
  readonly location: string
  /** Waits for what is under way, then ends the embedded database in an orderly way. */
  close(): Promise<void>
}

export interface StoreOptions {
  readonly log?: StoreLog
  /** The data folder was taken over by another application: this one can only end. By default it does. */
  readonly onLost?: (error: Error) => void
  /** Where the search for migrations and for PostgreSQL's programs begins. */
  readonly cwd?: string
}

const consoleLog: StoreLog = { info: () => undefined, warn: (message) => console.error(message) }

/** Connections open when they are needed and are opened anew after the server was gone. */
const clientOptions = { connectionTimeoutMillis: 10_000, keepAlive: true }
const poolOptions = { ...clientOptions, max: 20, idleTimeoutMillis: 30_000 }

interface Server {
  readonly pool: pg.Pool
  newClient(): pg.Client
  readonly location: string
  close(): Promise<void>
}

async function openServer(
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
  options: StoreOptions,
): Promise<Server> {
  if (config.databaseUrl !== null) {
    await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
    const version = await checkDatabaseServer(config.databaseUrl)
    const connectionString = config.databaseUrl
    return {
      pool: new pg.Pool({ ...poolOptions, connectionString }),
      newClient: () => new pg.Client({ ...clientOptions, connectionString }),
      location: `PostgreSQL ${version} at ${describeDatabaseUrl(config.databaseUrl)}`,
      close: async () => undefined,
    }
  }
  const end = (error: Error) => {
    console.error(error.message)
    process.exit(1)
  }
  const embedded = await openEmbeddedPostgres({
    dataDir: config.dataDir,
    log: options.log ?? consoleLog,
    onLost: options.onLost ?? end,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  })
  // The server may come back on another port: each connection asks anew.
  class EmbeddedClient extends pg.Client {
    constructor(options?: pg.ClientConfig) {
      super({ ...options, ...embedded.connection() })
    }
  }
  return {
    pool: new pg.Pool({ ...poolOptions, Client: EmbeddedClient }),
    newClient: () => new EmbeddedClient(clientOptions),
    location: `embedded PostgreSQL in ${embedded.dir}`,
    close: embedded.close,
  }
}

/**
 * Opens the database that the configuration names, up to date with this version's schema. Throws `StoreError` with a
 * message for a person.
 */
export async function openStore(
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
  options: StoreOptions = {},
): Promise<Store> {
  const log = options.log ?? consoleLog
  const server = await openServer(config, options)
  const { pool, location } = server
  // An idle connection that breaks is taken out of the pool; without a listener it would end the process.
  pool.on('error', (error) => log.warn(`a connection to the database was lost: ${error.message}`))
  let closed: Promise<void> | undefined
  const close = async () => {
    await pool.end()
    await server.close()
  }
  try {
    const client = await pool.connect()
    try {
      await applyMigrations(client, location, options.cwd)
    } finally {
      client.release()
    }
  } catch (e) {
    await close()
    throw e
  }
  const { newClient } = server
  return { db: drizzle(pool, { schema }), pool, newClient, location, close: () => (closed ??= close()) }
}
