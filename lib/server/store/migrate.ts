import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type pg from 'pg'
import { locks } from './postgres/claim.ts'
import { codeOf, StoreError } from './store-error.ts'

/** Upwards from the working folder: the project, or Next's standalone copy of it. */
function findMigrations(cwd: string): string {
  for (let dir = resolve(cwd); ; dir = dirname(dir)) {
    if (existsSync(join(dir, 'drizzle', 'meta', '_journal.json'))) return join(dir, 'drizzle')
    if (dirname(dir) === dir) break
  }
  throw new StoreError('unavailable', 'the folder "drizzle" with the migrations of the database is missing')
}

/** Hashes of the migrations that the database has; none where it never had any. */
async function appliedTo(client: pg.ClientBase): Promise<string[]> {
  try {
    const { rows } = await client.query<{ hash: string }>('select hash from drizzle.__drizzle_migrations')
    return rows.map((row) => row.hash)
  } catch (e) {
    // undefined_table, invalid_schema_name
    if (['42P01', '3F000'].includes(codeOf(e) ?? '')) return []
    throw e
  }
}

/** Search needs pg_trgm, which comes with PostgreSQL, but in a package of its own on some systems. */
async function assertTrigrams(client: pg.ClientBase, location: string) {
  const { rows } = await client.query<{ is_there: boolean }>(
    `select exists (select from pg_extension where extname = 'pg_trgm')
       or exists (select from pg_available_extensions where name = 'pg_trgm') as is_there`,
  )
  if (rows[0]?.is_there) return
  throw new StoreError(
    'incompatible',
    `the database (${location}) lacks the extension pg_trgm, which search needs: install PostgreSQL's contrib package on its machine`,
  )
}

/**
 * Brings the database up to the schema of this version. Replicas that start together wait for one another. Throws
 * `newer` when the database has a migration that this version does not know.
 */
export async function applyMigrations(
  client: pg.Client | pg.PoolClient,
  location: string,
  cwd = process.cwd(),
) {
  const migrationsFolder = findMigrations(cwd)
  const known = new Set(readMigrationFiles({ migrationsFolder }).map((migration) => migration.hash))
  await client.query('select pg_advisory_lock($1, $2)', [...locks.migrations])
  try {
    const unknown = (await appliedTo(client)).filter((hash) => !known.has(hash))
    if (unknown.length > 0) {
      throw new StoreError(
        'newer',
        `the database (${location}) was used by a newer Portolan, or by another build of it: it has ${unknown.length} migration${unknown.length === 1 ? '' : 's'} that this one does not know. Start that version again, or restore a backup`,
      )
    }
    await assertTrigrams(client, location)
    await migrate(drizzle(client), { migrationsFolder })
  } finally {
    await client.query('select pg_advisory_unlock($1, $2)', [...locks.migrations]).catch(() => undefined)
  }
}
