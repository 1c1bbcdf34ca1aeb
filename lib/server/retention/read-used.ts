import { likeOfGlob } from '#lib/engines/names/name-filter.ts'
import type { UsedDigests } from '#lib/engines/retention/evaluate.ts'
import type { TagPattern } from '#lib/engines/retention/rules.ts'
import type { Runtime } from '../runtime.ts'

/**
 * The digests under the tags that match any of these patterns, in all registries, and everything below those that are
 * indexes, each with one of the tags. What a registry no longer lists is under nothing.
 */
export async function readUsedDigests(
  { store }: Runtime,
  patterns: readonly TagPattern[],
): Promise<UsedDigests> {
  const digests = new Map<string, string>()
  let isComplete = true
  for (const { registry, repository, tags } of patterns) {
    const { rows } = await store.pool.query<{ digest: string | null; tag: string }>(
      `WITH RECURSIVE named AS (
         SELECT digest, registry_id || '/' || repository || ':' || name AS tag FROM tags
         WHERE registry_id LIKE $1 AND repository LIKE $2 AND name LIKE ANY($3) AND gone_at IS NULL AND NOT is_referrer
           AND NOT coalesce(digest IS NULL AND problem ->> 'code' = 'manifest_not_found', false)
       ), used AS (
         SELECT digest, min(tag) AS tag FROM named GROUP BY digest
         UNION
         SELECT c.child_digest, u.tag FROM used u JOIN manifest_children c ON c.parent_digest = u.digest
       )
       SELECT digest, min(tag) AS tag FROM used GROUP BY digest`,
      [likeOfGlob(registry), likeOfGlob(repository), tags.map(likeOfGlob)],
    )
    for (const { digest, tag } of rows) {
      if (digest === null) isComplete = false
      else if (!digests.has(digest)) digests.set(digest, tag)
    }
  }
  return { digests, isComplete }
}
