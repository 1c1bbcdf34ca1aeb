import { sql } from 'drizzle-orm'
import type { Runtime } from '../runtime.ts'
import { codeOf } from '../store/store-error.ts'
import type { Transaction } from './facts-batch.ts'

const tries = 4

/**
 * A batch is a few hundred keys, each looked up by itself. Where a table has no statistics yet (a first walk is under way) the
 * planner takes a registry for one row, and hashes all of its tags for every batch, which makes a walk quadratic.
 */
const prepare = sql`SELECT set_config('synchronous_commit', 'off', true), set_config('enable_hashjoin', 'off', true),
  set_config('enable_mergejoin', 'off', true), set_config('enable_material', 'off', true)`

/**
 * Writes what was read from a registry in one transaction. Losing the last of it in a crash costs no more than reading it
 * again, so that nobody waits for the disk; what a later transaction builds on is never lost without that one.
 */
export async function writeBatch<T>(
  { store }: Pick<Runtime, 'store'>,
  write: (tx: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store.db.transaction(async (tx) => {
        await tx.execute(prepare)
        return write(tx)
      })
    } catch (error) {
      if (attempt === tries || !isDeadlock(error)) throw error
    }
  }
}

/** Two writers that met in different orders (a trigger writes tags in the order of their manifests): one of them goes again. */
const isDeadlock = (error: unknown) =>
  codeOf(error) === '40P01' || (error instanceof Error && codeOf(error.cause) === '40P01')
