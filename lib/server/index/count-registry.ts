import { sql } from 'drizzle-orm'
import type { Runtime } from '../runtime.ts'
import { readRegistrySizes } from './registry-sizes.ts'

/** Repositories, tags and distinct bytes of a registry; tags and bytes are null until all of them are known. */
export async function countRegistry(runtime: Runtime, registryId: string) {
  const { rows } = await runtime.store.db.execute<{
    repositories: string
    tags: string | null
    known: string
    complete: boolean
  }>(sql`
    SELECT count(*) AS repositories,
      CASE WHEN bool_and(tag_count IS NOT NULL) IS NOT false THEN coalesce(sum(tag_count), 0) END AS tags,
      coalesce(sum(tag_count), 0) AS known,
      bool_and(size_bytes IS NOT NULL) IS NOT false AS complete
    FROM repositories WHERE registry_id = ${registryId} AND missing_since IS NULL`)
  const row = rows[0]
  // Read even while it is not shown, it would cost a walk some of its time.
  const total = row?.complete ? (await readRegistrySizes(runtime, registryId)).tree.total : null
  return {
    repositories: Number(row?.repositories ?? 0),
    tags: row?.tags == null ? null : Number(row.tags),
    tagsKnown: Number(row?.known ?? 0),
    bytes: total !== null && Number.isSafeInteger(total) ? total : null,
  }
}
