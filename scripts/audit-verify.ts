/** Run on Node 24 by audit-verify.mjs: over DATABASE_URL, or the database in the data folder, whether Portolan runs or not. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { type ChainReport, verifyChain } from '#lib/server/audit/verify-chain.ts'
import { isConfigError, loadConfig } from '#lib/server/config/config.ts'
import { isStoreError, openStore } from '#lib/server/store/store.ts'

const faults = {
  content_changed: 'its content was changed after it was written',
  not_after_the_row_before: 'it does not follow on the row before it, which was changed, put in or moved',
  rows_missing_before: 'rows before it are missing',
} as const

/** The database of a Portolan that runs on this data folder; null where none does. */
async function connectToRunning(dataDir: string): Promise<pg.Client | null> {
  try {
    const folder = join(dataDir, 'postgres')
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

async function verify(): Promise<ChainReport> {
  const { dataDir, databaseUrl } = await loadConfig()
  const running = databaseUrl === null ? await connectToRunning(dataDir) : null
  if (running) return verifyChain(running).finally(() => running.end())
  const store = await openStore({ dataDir, databaseUrl })
  const client = await store.pool.connect()
  try {
    return await verifyChain(client)
  } finally {
    client.release()
    await store.close()
  }
}

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
  console.error(isConfigError(error) || isStoreError(error) ? error.message : error)
  process.exit(1)
}
