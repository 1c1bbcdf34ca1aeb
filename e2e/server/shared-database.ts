import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { openEmbeddedPostgres } from '#lib/server/store/postgres/embedded-postgres.ts'
import { project, scratch } from './places.ts'

/** A server of its own that several replicas share, and the environment that leads them to it. */
export async function startSharedDatabase() {
  const server = await openEmbeddedPostgres({
    dataDir: join(scratch(), 'server'),
    cwd: project,
    log: { info: () => undefined, warn: () => undefined },
    onLost: (error) => {
      throw error
    },
  })
  const client = new pg.Client(server.connection())
  await client.connect()
  await client.query('CREATE DATABASE shared')
  await client.end()
  const { host, port, user, password } = server.connection()
  return {
    connection: { ...server.connection(), database: 'shared' },
    env: {
      DATABASE_URL: `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/shared`,
      PORTOLAN_SECRET: randomBytes(32).toString('hex'),
    },
    close: () => server.close(),
  }
}
