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

/** How many jobs of each queue are due, wait for their time, and are being done, on all replicas together. */
export async function countJobs(
  { pool }: Pick<Store, 'pool'>,
  queues: readonly string[],
): Promise<{ queue: string; due: number; planned: number; running: number }[]> {
  // A first start answers before pg-boss has made its tables.
  const { rows: made } = await pool.query(
    `SELECT FROM pg_tables WHERE schemaname = 'pgboss' AND tablename = 'job'`,
  )
  if (made.length === 0) return []
  const { rows } = await pool.query<{ queue: string; due: number; planned: number; running: number }>(
    `SELECT queue, count(*) FILTER (WHERE state < 'active' AND start_after <= now())::int AS due,
       count(*) FILTER (WHERE state < 'active' AND start_after > now())::int AS planned,
       count(*) FILTER (WHERE state = 'active')::int AS running
     FROM unnest($1::text[]) AS queue
     LEFT JOIN pgboss.job ON name = queue AND state < 'completed'
     GROUP BY queue`,
    [queues],
  )
  return rows
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
