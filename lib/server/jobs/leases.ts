import type pg from 'pg'
import type { Logger } from 'pino'
import type { Store } from '../store/store.ts'

/** Says which jobs living processes are at work on: a lock in the database goes with the process that holds it. */
export interface Leases {
  /** false: somebody alive holds it, here or in another process. */
  take(id: string): Promise<boolean>
  give(id: string): Promise<void>
  /** Those of the ids that nobody alive holds. */
  orphansAmong(ids: readonly string[]): Promise<string[]>
  close(): Promise<void>
}

/** The two halves of an advisory lock's key, out of the first 64 bits of a random UUID. */
function keyOf(id: string): [number, number] {
  const hex = id.replaceAll('-', '')
  return [Number.parseInt(hex.slice(0, 8), 16) | 0, Number.parseInt(hex.slice(8, 16), 16) | 0]
}

/**
 * Advisory locks on a connection of their own. A connection that breaks loses them all; they are taken again on the next
 * one as soon as anything is asked for. A job that another has begun meanwhile is done twice then, which harms nothing.
 */
export function createLeases({ pool }: Pick<Store, 'pool'>, log: Pick<Logger, 'warn'>): Leases {
  const held = new Set<string>()
  const asking = new Set<string>()
  let connection: Promise<{ client: pg.PoolClient; drop: () => void }> | null = null

  const connect = async (): Promise<pg.PoolClient> => {
    connection ??= open().catch((error) => {
      connection = null
      throw error
    })
    return (await connection).client
  }
  const open = async () => {
    const client = await pool.connect()
    let isDropped = false
    const drop = () => {
      if (isDropped) return
      isDropped = true
      connection = null
      client.release(true)
    }
    // For good: one that breaks may say so more than once.
    client.on('error', (error) => {
      if (!isDropped)
        log.warn(`the connection that says which jobs are being done was lost: ${error.message}`)
      drop()
    })
    for (const id of held) await client.query('SELECT pg_try_advisory_lock($1, $2)', keyOf(id))
    return { client, drop }
  }
  let line: Promise<unknown> = Promise.resolve()
  /** One after the other: they share a connection. */
  const ask = <Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]> => {
    const asked = line.then(async () => (await (await connect()).query<Row>(text, values)).rows)
    line = asked.catch(() => {})
    return asked
  }
  return {
    async take(id) {
      // The same connection would get a lock twice, and keep it for ever once it was given back: one asks at a time.
      if (held.has(id) || asking.has(id)) return false
      asking.add(id)
      try {
        const [row] = await ask<{ ok: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS ok', keyOf(id))
        if (row?.ok) held.add(id)
        return row?.ok === true
      } finally {
        asking.delete(id)
      }
    },
    async give(id) {
      if (!held.delete(id)) return
      await ask('SELECT pg_advisory_unlock($1, $2)', keyOf(id))
    },
    async orphansAmong(ids) {
      if (ids.length === 0) return []
      const rows = await ask<{ key: string }>(
        `SELECT classid::bigint || ' ' || objid::bigint AS key FROM pg_locks
         WHERE locktype = 'advisory' AND objsubid = 2 AND granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      )
      const taken = new Set(rows.map((row) => row.key))
      return ids.filter((id) => {
        const [high, low] = keyOf(id)
        return !taken.has(`${high >>> 0} ${low >>> 0}`)
      })
    },
    async close() {
      const open = await connection?.catch(() => null)
      held.clear()
      // Ended and not given back: the locks go with it.
      open?.drop()
    },
  }
}
