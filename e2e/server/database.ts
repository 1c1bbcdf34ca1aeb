import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** The database of a data folder as the tests look at it, past the application. */
const pidFile = (dataDir: string) =>
  readFileSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8')
    .split('\n')
    .map(Number)

export const postmasterOf = (dataDir: string) => pidFile(dataDir)[0] ?? 0

export const connectionOf = (dataDir: string) => ({
  host: '127.0.0.1',
  port: pidFile(dataDir)[3] ?? 0,
  user: 'portolan',
  password: readFileSync(join(dataDir, 'postgres', 'password'), 'utf8').trim(),
  database: 'postgres',
})

/** One query by a connection of its own. */
export async function ask<Row extends pg.QueryResultRow>(dataDir: string, query: string): Promise<Row[]> {
  const client = new pg.Client(connectionOf(dataDir))
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Row>(query)).rows
  } finally {
    await client.end()
  }
}

export async function writtenIn(dataDir: string): Promise<Set<string>> {
  return new Set(
    (await ask<{ detail: string }>(dataDir, 'select detail from audit')).map((row) => row.detail),
  )
}
