import pg from 'pg'
import { codeOf, StoreError } from './store-error.ts'

/** `host:5432/database`: what may be shown of an address. */
export function describeDatabaseUrl(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  const host = url.hostname || url.searchParams.get('host') || 'localhost'
  return `${host}:${url.port || url.searchParams.get('port') || '5432'}${url.pathname}`
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (ECONNREFUSED)',
  ENOTFOUND: 'there is no such host (ENOTFOUND)',
  EAI_AGAIN: 'the host name cannot be resolved (EAI_AGAIN)',
  ETIMEDOUT: 'it does not answer (ETIMEDOUT)',
  ECONNRESET: 'it closes the connection (ECONNRESET)',
  '28P01': 'it refuses the user name or the password',
  '28000': 'it refuses this user, from here or without TLS (pg_hba.conf)',
  '3D000': 'it has no database of that name',
  '53300': 'it has no connection to spare',
  '57P03': 'it is starting up or shutting down',
}

/** One try: its version, or a StoreError that says what is wrong, without the driver's words, which may hold secrets. */
export async function checkDatabaseServer(databaseUrl: string): Promise<string> {
  const where = describeDatabaseUrl(databaseUrl)
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string; number: number }>(
      "select current_setting('server_version') as version, current_setting('server_version_num')::int as number",
    )
    const { version = 'unknown', number = 0 } = rows[0] ?? {}
    if (number < 130_000) {
      throw new StoreError(
        'incompatible',
        `the PostgreSQL at ${where} (DATABASE_URL) is version ${version}: 13 or later is needed`,
      )
    }
    return version
  } catch (e) {
    if (e instanceof StoreError) throw e
    const code = codeOf(e)
    const reason =
      reasons[code ?? ''] ?? (code === null ? 'the connection fails' : `the connection fails (${code})`)
    throw new StoreError('unreachable', `the PostgreSQL at ${where} (DATABASE_URL) cannot be used: ${reason}`)
  } finally {
    await client.end().catch(() => undefined)
  }
}
