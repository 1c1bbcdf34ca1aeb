import type { Store } from '../store/store.ts'

/** Jobs that some process has taken, a while ago. pg-boss has no list of them: its table is read, and never written. */
export async function findActiveJobs(
  { pool }: Pick<Store, 'pool'>,
  queues: readonly string[],
  sinceSeconds: number,
): Promise<{ queue: string; id: string; retryCount: number }[]> {
  const { rows } = await pool.query<{ queue: string; id: string; retry_count: number }>(
    `SELECT name AS queue, id, retry_count FROM pgboss.job
     WHERE name = ANY($1) AND state = 'active' AND started_on < now() - $2 * interval '1 second'`,
    [queues, sinceSeconds],
  )
  return rows.map((row) => ({ queue: row.queue, id: row.id, retryCount: row.retry_count }))
}

/** How many jobs of a queue with this in their data are waiting, or being done. */
export async function countOpenJobs(
  { pool }: Pick<Store, 'pool'>,
  queue: string,
  data: object,
): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pgboss.job WHERE name = $1 AND state < 'completed' AND data @> $2::jsonb`,
    [queue, JSON.stringify(data)],
  )
  return rows[0]?.count ?? 0
}
