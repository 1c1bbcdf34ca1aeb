import { sql } from 'drizzle-orm'
import type { KnownTag, UntaggedManifest } from '#lib/engines/suggestions/suggest.ts'
import { subjectOfTag } from '../deletion/run/read-graph.ts'
import type { Place } from './place.ts'

export interface TagFacts extends KnownTag {
  readonly sizeBytes: number | null
}
export interface ManifestFacts extends UntaggedManifest {
  readonly sizeBytes: number | null
}

/** Everything that the index knows of a repository, as far as it tells what may be superfluous. */
export async function readSuggestionFacts({ runtime, registry, repository }: Place) {
  const { db } = runtime.store
  const here = sql`registry_id = ${registry.settings.id} AND repository = ${repository}`
  const tags = await db.execute<{
    name: string
    digest: string | null
    is_broken: boolean
    created_at: string | null
    total_size: string | null
  }>(sql`
    SELECT name, digest, coalesce(digest IS NULL AND problem ->> 'code' = 'manifest_not_found', false) AS is_broken,
      created_at, total_size FROM tags WHERE ${here} AND gone_at IS NULL ORDER BY name`)
  const manifests = await db.execute<{
    digest: string
    created_at: string | null
    total_size: string | null
    subject_digest: string | null
    is_held: boolean
    is_tagged: boolean
  }>(sql`
    WITH here AS MATERIALIZED (SELECT digest FROM repository_manifests WHERE ${here} AND is_present),
      held AS MATERIALIZED (SELECT DISTINCT c.child_digest FROM here JOIN manifest_children c ON c.parent_digest = here.digest),
      tagged AS MATERIALIZED (SELECT DISTINCT digest FROM tags WHERE ${here} AND gone_at IS NULL AND digest IS NOT NULL)
    SELECT here.digest, m.created_at, m.total_size, m.subject_digest,
      here.digest IN (SELECT child_digest FROM held) AS is_held, here.digest IN (SELECT digest FROM tagged) AS is_tagged
    FROM here LEFT JOIN manifests m ON m.digest = here.digest ORDER BY here.digest`)
  const dateOf = (text: string | null) => (text ? new Date(text) : null)
  const sizeOf = (text: string | null) => (text === null ? null : Number(text))
  return {
    tags: tags.rows.map(
      (row): TagFacts => ({
        name: row.name,
        digest: row.digest,
        isBroken: row.is_broken,
        createdAt: dateOf(row.created_at),
        about: subjectOfTag(row.name),
        sizeBytes: sizeOf(row.total_size),
      }),
    ),
    untagged: manifests.rows.flatMap((row): ManifestFacts[] =>
      row.is_tagged
        ? []
        : [
            {
              digest: row.digest,
              createdAt: dateOf(row.created_at),
              subject: row.subject_digest,
              isHeld: row.is_held,
              sizeBytes: sizeOf(row.total_size),
            },
          ],
    ),
    present: new Set([
      ...manifests.rows.map(({ digest }) => digest),
      ...tags.rows.flatMap(({ digest }) => digest ?? []),
    ]),
  }
}
