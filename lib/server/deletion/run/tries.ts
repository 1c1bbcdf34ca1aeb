import { sql } from 'drizzle-orm'
import { isCancelled } from '../../index/failure.ts'
import type { Runtime } from '../../runtime.ts'
import { logJob, type RunRow } from './run-store.ts'

/** So many errors of our own without one item in between are no passing trouble. */
const mostInARow = 5

interface Try {
  readonly runtime: Runtime
  readonly run: Pick<RunRow, 'id'>
  readonly jobId: string
  /** Aborted when the process ends: whoever takes the job up then has all tries left that there are. */
  readonly signal: AbortSignal
}

/**
 * Does the work of a job, and gives it up once an error of our own has ended it time and again without an item getting on.
 * Throws what the work throws while there are tries left: the job is begun anew then. The tries stand in the log of the job,
 * so that all replicas count them together; what can't be written down, because the database is away, does not count.
 */
export async function withinTries(
  { runtime, run, jobId, signal }: Try,
  work: () => Promise<void>,
  giveUp: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (signal.aborted || isCancelled(error)) throw error
    // The error itself is for the log of the process: it may say what is not for everybody.
    await logJob(runtime, run, jobId, 'broke', 'Something went wrong inside Portolan.').catch(() => {
      throw error
    })
    if ((await countInARow(runtime, run.id, jobId)) < mostInARow) throw error
    runtime.log.error({ err: error, deletion: run.id }, 'a deletion was given up')
    await giveUp()
  }
}

/** How often the job broke since an item had its turn. */
async function countInARow({ store }: Pick<Runtime, 'store'>, id: string, jobId: string): Promise<number> {
  const { rows } = await store.db.execute<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM job_log WHERE job_id = ${jobId} AND code = 'broke'
      AND at > coalesce((SELECT max(done_at) FROM deletion_items WHERE deletion_id = ${id}), '-infinity')`)
  return rows[0]?.count ?? 0
}
