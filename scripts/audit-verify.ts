/** Run on Node 24 by audit-verify.mjs: over DATABASE_URL, or the database in the data folder, whether Portolan runs or not. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { type ChainReport, verifyChain } from '#lib/server/audit/verify-chain.ts'
import { isConfigError, loadConfig } from '#lib/server/config/config.ts'
import { checkDatabaseServer } from '#lib/server/store/database-server.ts'
import { clusterDirOf } from '#lib/server/store/postgres/cluster.ts'
import { openEmbeddedPostgres } from '#lib/server/store/postgres/embedded-postgres.ts'
import { codeOf, isStoreError, StoreError } from '#lib/server/store/store-error.ts'

const faults = {
  content_changed: 'its content was changed after it was written',
  not_after_the_row_before: 'it does not follow on the row before it, which was changed, put in or moved',
  rows_missing_before: 'rows before it are missing',
} as const

/** The database of a Portolan that runs on this data folder; null where none does. */
async function connectToRunning(dataDir: string): Promise<pg.Client | null> {
  try {
    const folder = clusterDirOf(dataDir)
    const port = Number((await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')[3])
    const password = (await readFile(join(folder, 'password'), 'utf8')).trim()
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: 'portolan',
      password,
      database: 'postgres',
    })
    client.on('error', () => undefined)
    await client.connect()
    return client
  } catch {
    return null
  }
}

/** Of the database that nobody runs now: it is started for this, and ended again. */
async function startStopped(dataDir: string): Promise<{ client: pg.Client; close(): Promise<void> }> {
  // A folder that was named by mistake must not get a database, which would be found whole.
  if (!existsSync(join(clusterDirOf(dataDir), 'data', 'PG_VERSION')))
    throw new StoreError('unavailable', `There is no database of Portolan's in ${dataDir}.`)
  const log = { info: () => undefined, warn: (message: string) => console.error(message) }
  const server = await openEmbeddedPostgres({
    dataDir,
    log,
    onLost: (error) => {
      throw error
    },
  })
  const client = new pg.Client(server.connection())
  client.on('error', () => undefined)
  return { client, close: () => server.close() }
}

/** Nothing is written, not even migrations: what is verified may be a copy, or of another version. */
async function verify(): Promise<ChainReport> {
  const { dataDir, databaseUrl } = await loadConfig()
  if (databaseUrl !== null) {
    await checkDatabaseServer(databaseUrl)
    const client = new pg.Client({ connectionString: databaseUrl })
    client.on('error', () => undefined)
    await client.connect()
    return verifyChain(client).finally(() => client.end())
  }
  const running = await connectToRunning(dataDir)
  if (running) return verifyChain(running).finally(() => running.end())
  const { client, close } = await startStopped(dataDir)
  try {
    await client.connect()
    return await verifyChain(client)
  } finally {
    await client.end().catch(() => undefined)
    await close()
  }
}

/** A table or a column is not there. */
const holdsNoTrail = (error: unknown) => ['42P01', '42703'].includes(codeOf(error) ?? '')

try {
  const { rows, head, broken } = await verify()
  if (broken) {
    console.error(`The audit trail is broken at row ${broken.id} of ${broken.at}: ${faults[broken.fault]}.`)
    console.error(`The ${rows} rows before it are as they were written.`)
    process.exit(1)
  }
  console.log(`The audit trail is whole: ${rows} rows, each as it was written.`)
  if (head)
    console.log(`Last row ${head.id}, ${head.hash}. Keep this elsewhere, and a cut end can be told, too.`)
} catch (error) {
  if (holdsNoTrail(error)) console.error('This database holds no audit trail that could be verified.')
  else console.error(isConfigError(error) || isStoreError(error) ? error.message : error)
  process.exit(1)
}
