import { type SQL, sql } from 'drizzle-orm'
import { storable } from '../index/storable.ts'
import { and, containsWord, hasSegment, hasTrigram, qualityOf, startsWith } from './patterns.ts'
import {
  type HitRow,
  inRegistries,
  liveRepository,
  newestFirst,
  type SearchSession,
  tagColumns,
} from './session.ts'

/** How many distinct names are followed to their tags, and how many tags of one name that is not the one asked for. */
export const maxNamesOf = (room: number) => Math.min(120, Math.ceil(room * 0.4))
const perNameOf = (room: number) => Math.max(5, Math.floor(room / 25))

/** Tags with the word in their name, in any repository: first those that begin with it, then those that have it inside. */
export async function findTagsByName(session: SearchSession, word: string, room: number): Promise<HitRow[]> {
  const marks = ['-', '.', '_']
  const first = await followNames(session, [startsWith(sql`name`, word)], sql`ORDER BY name`, word, room)
  if (first.length >= room) return first
  const isBeginning = sql`NOT ${startsWith(sql`name`, word)}`
  if (hasTrigram(word)) {
    const inside = [containsWord(sql`name`, word), isBeginning]
    return [...first, ...(await followNames(session, inside, sql``, word, room - first.length))]
  }
  // “1.2” has no trigrams to go by, but each part of a name begins with some.
  if (!/^[a-z0-9]{2}|^[a-z0-9][.]/.test(word)) return first
  const segments = [hasSegment(sql`name`, word, marks), isBeginning]
  return [...first, ...(await followNames(session, segments, sql``, word, room - first.length))]
}

/** Tags whose name has several words. */
export const findTagsByNameParts = (session: SearchSession, words: readonly string[], room: number) =>
  words.some(hasTrigram)
    ? followNames(
        session,
        words.map((word) => containsWord(sql`name`, word)),
        sql``,
        words[0] ?? '',
        room,
      )
    : Promise.resolve([])

/** From names, each of which many tags may have, to the newest of those tags. */
function followNames(
  session: SearchSession,
  conditions: readonly SQL[],
  order: SQL,
  word: string,
  room: number,
): Promise<HitRow[]> {
  const exact = storable(word)
  return session.read(sql`
    WITH names AS MATERIALIZED (
      SELECT DISTINCT name FROM (SELECT name FROM tag_names WHERE ${and(conditions)} ${order} LIMIT ${maxNamesOf(room)}) found
    )
    SELECT f.*, NULL AS key, NULL AS value, ${qualityOf(sql`names.name`, word)} AS quality
    FROM names CROSS JOIN LATERAL (
      SELECT ${tagColumns} FROM tags t
      JOIN repositories r ON r.registry_id = t.registry_id AND r.name = t.repository AND ${liveRepository}
      WHERE lower(t.name) = names.name AND t.gone_at IS NULL AND NOT t.is_referrer
        AND ${inRegistries(sql`t.registry_id`, session.registryIds)}
      LIMIT CASE WHEN names.name = ${exact} THEN ${room}::int ELSE ${perNameOf(room)} END
    ) f
    ORDER BY quality, ${newestFirst} LIMIT ${room}`)
}

/** A repository in which to look, as it was found. */
export type Found = Pick<HitRow, 'registry_id' | 'repository' | 'quality'>

const perRepository = 25

/** Tags of these repositories with the word in their name, those of the best repository first and there the newest. */
export function findTagsIn(
  session: SearchSession,
  repositories: readonly Found[],
  word: string,
  room: number,
  { isExact = false } = {},
): Promise<HitRow[]> {
  if (repositories.length === 0) return Promise.resolve([])
  const tagName = sql`lower(t.name)`
  const condition = isExact ? sql`${tagName} = ${storable(word)}` : containsAnywhere(tagName, word)
  return session.read(sql`
    SELECT f.*, NULL AS key, NULL AS value,
      GREATEST(place.quality, ${qualityOf(sql`lower(f.tag)`, word)}) AS quality
    FROM unnest(${sql.param(repositories.map((r) => r.registry_id))}::text[],
      ${sql.param(repositories.map((r) => r.repository))}::text[],
      ${sql.param(repositories.map((r) => r.quality))}::int[]) AS place(registry_id, repository, quality)
    CROSS JOIN LATERAL (
      SELECT ${tagColumns} FROM tags t
      WHERE t.registry_id = place.registry_id AND t.repository = place.repository AND t.gone_at IS NULL
        AND NOT t.is_referrer AND ${condition}
      ORDER BY ${isExact ? sql`t.name` : sql`t.version_key DESC`} LIMIT ${perRepository}
    ) f
    ORDER BY quality, ${newestFirst} LIMIT ${room}`)
}

/** Within one repository no index is needed. */
const containsAnywhere = (column: SQL, word: string): SQL => sql`position(${storable(word)} IN ${column}) > 0`
