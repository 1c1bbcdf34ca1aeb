import { type SQL, sql } from 'drizzle-orm'
import { inRegistries, liveRepository, tagColumns } from './session.ts'

/** How many tags of one manifest are told of, and how many indexes that hold it are followed. */
const perManifest = 10
const maxParents = 20

/**
 * The tags that carry a manifest: those on its digest, and those on an index that holds it. A lateral subquery `f`;
 * `digest` is an expression of what stands before it.
 */
export const tagsCarrying = (digest: SQL, registryIds: readonly string[]): SQL => sql`LATERAL (
    SELECT ${tagColumns} FROM tags t
    JOIN repositories r ON r.registry_id = t.registry_id AND r.name = t.repository AND ${liveRepository}
    WHERE t.digest IN (
        SELECT ${digest} UNION ALL
        (SELECT c.parent_digest FROM manifest_children c WHERE c.child_digest = ${digest} LIMIT ${maxParents}))
      AND t.gone_at IS NULL AND NOT t.is_referrer AND ${inRegistries(sql`t.registry_id`, registryIds)}
    LIMIT ${perManifest}
  ) f`
