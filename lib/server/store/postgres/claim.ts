import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { StoreError } from '../store-error.ts'

/** Two-part keys of advisory locks; the first is "port" in ASCII. */
export const locks = {
  owner: [0x706f7274, 1],
  migrations: [0x706f7274, 2],
  administrator: [0x706f7274, 3],
  /** Taken in SQL by whoever writes to the audit trail (drizzle/0013). */
  audit: [0x706f7274, 4],
} as const

// An application that was killed -9 loses its connection at once, and the server its session a moment later.
const patienceMs = 5000

/**
 * Takes the data folder for this connection, for as long as it lasts. The database decides, so that two applications
 * that start at the same moment cannot both be right. Throws `in_use`.
 */
export async function claimCluster(client: pg.Client, dataDir: string) {
  for (let waitedMs = 0; ; waitedMs += 100) {
    const { rows } = await client.query<{ ok: boolean }>('select pg_try_advisory_lock($1, $2) as ok', [
      ...locks.owner,
    ])
    if (rows[0]?.ok) return
    if (waitedMs >= patienceMs) break
    await sleep(100)
  }
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and classid = $1 and objid = $2 and granted`,
    [...locks.owner],
  )
  const other = rows[0]?.name.replace(/^portolan /, 'process ')
  throw new StoreError(
    'in_use',
    `another Portolan${other ? ` (${other})` : ''} is using the data folder ${dataDir}: stop it, or give this one a folder of its own with PORTOLAN_DATA_DIR`,
  )
}
