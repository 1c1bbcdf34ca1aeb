import { sql } from 'drizzle-orm'
import type { Store } from '../store/store.ts'

/** Writers of tags wait for the removal of so many names at most, some milliseconds. */
const batchSize = 2_000

/**
 * Removes the names that no tag has or had (those of a registry that was removed): search would look through them for
 * nothing. Answers how many. Names of tags that are gone stay, for they come back without being learned anew.
 */
export async function forgetNames({ db }: Pick<Store, 'db'>): Promise<number> {
  const { rows } = await db.execute<{ name: string }>(sql`
    SELECT DISTINCT k.name FROM tag_names k LEFT JOIN tags t ON lower(t.name) = k.name WHERE t.name IS NULL`)
  let count = 0
  for (let at = 0; at < rows.length; at += batchSize) {
    const names = sql.param(rows.slice(at, at + batchSize).map(({ name }) => name))
    count += await db.transaction(async (tx) => {
      // A tag that is being written just now has found its name here and does not add it: it must be seen, or wait.
      await tx.execute(sql`LOCK TABLE tags IN SHARE MODE`)
      const gone = await tx.execute(sql`
        DELETE FROM tag_names WHERE name = ANY(${names}::text[]) AND name NOT IN (
          SELECT lower(name) FROM tags WHERE lower(name) = ANY(${names}::text[]))`)
      return gone.rowCount ?? 0
    })
  }
  return count
}
