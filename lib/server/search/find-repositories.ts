import { type SQL, sql } from 'drizzle-orm'
import { storable } from '../index/storable.ts'
import { and, containsWord, endsWith, hasSegment, startsWith } from './patterns.ts'
import { type HitRow, inRegistries, liveRepository, type SearchSession } from './session.ts'

const name = sql`r.name`

/** Repositories whose name has all words, the best first: by where the words stand, then by how many tags they have. */
export function findRepositories(
  session: SearchSession,
  words: readonly string[],
  room: number,
): Promise<HitRow[]> {
  const conditions = words.map((word) => containsWord(name, word))
  const quality = words.length > 0 ? sql`GREATEST(${sql.join(words.map(qualityOfPath), sql`, `)})` : sql`0`
  return session.read(sql`
    SELECT r.registry_id, r.name AS repository, NULL AS tag, NULL AS digest, NULL AS key, NULL AS value, NULL AS kind,
      r.size_bytes AS size, r.last_pushed_at AS created_at, r.tag_count, ${quality} AS quality
    FROM repositories r
    WHERE ${inRegistries(sql`r.registry_id`, session.registryIds)} AND ${liveRepository} AND ${and(conditions)}
    ORDER BY quality, r.tag_count DESC NULLS LAST, r.name, r.registry_id LIMIT ${room}`)
}

/** The last part of a path is what people call a repository. */
function qualityOfPath(word: string): SQL {
  const last = sql`substring(r.name FROM '[^/]*$')`
  return sql`CASE WHEN r.name = ${storable(word)} OR ${endsWith(name, `/${word}`)} THEN 0
    WHEN ${startsWith(name, word)} OR ${startsWith(last, word)} THEN 1 WHEN ${hasSegment(name, word)} THEN 2 ELSE 3 END`
}

/** Repositories that a reference means: by the whole path or its end (`nginx` is `library/nginx`), else by a part of it. */
export const findByPath = (session: SearchSession, path: string, room: number): Promise<HitRow[]> =>
  path === '' ? Promise.resolve([]) : findRepositories(session, [path], room)
