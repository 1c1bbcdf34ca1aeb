import { sql } from 'drizzle-orm'
import { isReferrerTag } from '#lib/engines/manifest/kind.ts'
import { versionKey } from '#lib/engines/versions/version-key.ts'
import { RegistryError } from '#lib/registry/error.ts'
import type { Place, RegistryPlace } from './place.ts'
import { writeBatch } from './write-batch.ts'

/** Past this many tags a registry is lying, or a machine has run amok. */
const maxTags = 200_000
/** What a script pushed at once is one thing to read in the activity feed, and not a thousand. */
const mostToTell = 200

/** The names of a repository's tags as one read of the registry gave them. */
export interface TagNames {
  readonly repository: string
  readonly names: readonly string[]
}

/** As text, by the clock that writes all other times. */
export async function databaseTime({ runtime }: RegistryPlace): Promise<string> {
  const { rows } = await runtime.store.db.execute<{ now: string }>(sql`SELECT clock_timestamp()::text AS now`)
  return rows[0]?.now ?? 'now'
}

/** All names. Throws `too_large` where they never end: half a list must not pass for the whole. */
export async function readTagNames(place: Place): Promise<TagNames> {
  const { registry, repository } = place
  const names = new Set<string>()
  for await (const page of registry.client.listTags(repository, place.call)) {
    place.onWork?.('request')
    for (const name of page) names.add(name)
    if (names.size > maxTags) {
      const detail = `The repository lists more than ${maxTags} tags.`
      throw new RegistryError({ code: 'too_large', registry: registry.settings.id, detail })
    }
  }
  return { repository, names: [...names] }
}

/**
 * Makes the index say what was read: new names appear, those that are gone are marked so with the time. What we saw of a
 * tag after the reads had begun (it was deleted, or pushed) is newer than what they say of it. Where the tags had been
 * listed before, the difference is told as events. Answers which repositories have other tags than before.
 */
export async function replaceTagNames(
  { runtime, registry }: RegistryPlace,
  lists: readonly TagNames[],
  startedAt: string,
): Promise<string[]> {
  const id = registry.settings.id
  const repositories = lists.map((list) => list.repository)
  const rows = lists.flatMap(({ repository, names }) => names.map((name) => ({ repository, name })))
  const listed = sql`unnest(${sql.param(rows.map((r) => r.repository))}::text[],
    ${sql.param(rows.map((r) => r.name))}::text[], ${sql.param(rows.map((r) => versionKey(r.name)))}::text[],
    ${sql.param(rows.map((r) => isReferrerTag(r.name)))}::bool[])`
  return writeBatch(runtime, async (tx) => {
    const { rows: changed } = await tx.execute<{ repository: string }>(sql`
      WITH listed AS MATERIALIZED (
        SELECT l.repository, l.name COLLATE "C" AS name, l.key, l.is_referrer
        FROM ${listed} AS l(repository, name, key, is_referrer)
      ), asked AS MATERIALIZED (
        SELECT a.repository, r.tags_listed_at IS NOT NULL AS is_known FROM unnest(${sql.param(repositories)}::text[]) AS a(repository)
        LEFT JOIN LATERAL (SELECT tags_listed_at FROM repositories r
          WHERE r.registry_id = ${id} AND r.name = a.repository OFFSET 0) r ON true
      ), fresh AS MATERIALIZED (
        SELECT l.* FROM listed l
        LEFT JOIN LATERAL (SELECT t.name, t.gone_at FROM tags t
          WHERE t.registry_id = ${id} AND t.repository = l.repository AND t.name = l.name OFFSET 0) t ON true
        WHERE t.name IS NULL OR t.gone_at < ${startedAt}::timestamptz
      ), added AS (
        INSERT INTO tags (registry_id, repository, name, version_key, is_referrer)
        SELECT ${id}, repository, name, key, is_referrer FROM fresh ORDER BY repository, name
        ON CONFLICT (registry_id, repository, name) DO UPDATE
          SET gone_at = NULL, digest = NULL, seen_at = NULL, problem = NULL, first_seen_at = now()
          WHERE tags.gone_at < ${startedAt}::timestamptz
        RETURNING repository, name
      ), missing AS MATERIALIZED (
        SELECT t.repository, t.name FROM asked a CROSS JOIN LATERAL (
          SELECT t.repository, t.name FROM tags t
          WHERE t.registry_id = ${id} AND t.repository = a.repository AND t.gone_at IS NULL
            AND coalesce(t.seen_at, t.first_seen_at) < ${startedAt}::timestamptz OFFSET 0) t
        EXCEPT SELECT repository, name FROM listed
      ), gone AS (
        UPDATE tags t SET gone_at = now() FROM missing m
        WHERE t.registry_id = ${id} AND t.repository = ANY(${sql.param(repositories)}::text[])
          AND t.repository = m.repository AND t.name = m.name AND t.gone_at IS NULL
          AND coalesce(t.seen_at, t.first_seen_at) < ${startedAt}::timestamptz
        RETURNING t.repository, t.name, t.digest
      ), told AS (
        INSERT INTO events (at, registry_id, repository, tag, digest, action, source)
        SELECT now(), ${id}, repository, name, digest, action, 'sync' FROM (
          (SELECT added.repository, added.name, NULL AS digest, 'appear' AS action FROM added
            JOIN asked USING (repository) WHERE asked.is_known LIMIT ${mostToTell})
          UNION ALL
          (SELECT repository, name, digest, 'vanish' FROM gone LIMIT ${mostToTell})
        ) news
      ), read AS (
        INSERT INTO repositories (registry_id, name, source, tags_listed_at)
        SELECT ${id}, repository, 'opened', now() FROM asked ORDER BY repository
        ON CONFLICT (registry_id, name)
        DO UPDATE SET tags_listed_at = now(), tags_failed_at = NULL, tags_problem = NULL, missing_since = NULL
      )
      SELECT repository FROM added UNION SELECT repository FROM gone`)
    return changed.map((row) => row.repository)
  })
}
