import { type SQL, sql } from 'drizzle-orm'
import type { LabelQuery } from '#lib/engines/search/query.ts'
import { storable } from '../index/storable.ts'
import { tagsCarrying } from './carriers.ts'
import { and, contains, hasSegment, hasTrigram, startsWith } from './patterns.ts'
import { type HitRow, newestFirst, type SearchSession } from './session.ts'

/** Which of them: labels, annotations, or those that name a base image, whichever they are. */
export type LabelType = 'label' | 'annotation' | 'baseImage'

export const isBaseKey = (key: string | null) =>
  key === 'org.opencontainers.image.base.name' || key === 'org.opencontainers.image.base.digest'
const isBase = sql`x.key IN ('org.opencontainers.image.base.name', 'org.opencontainers.image.base.digest')`

const ofType: Readonly<Record<LabelType, SQL>> = {
  label: sql`x.source = 'label' AND NOT ${isBase}`,
  annotation: sql`x.source = 'annotation' AND NOT ${isBase}`,
  baseImage: isBase,
}

/** How many pairs of key and value are followed to images, and how many images of each. */
const maxTexts = 60
const perText = 20

/** What labels have these words in their value, or as a whole in `key=value`. */
export async function findLabelsByWords(
  session: SearchSession,
  words: readonly string[],
  types: readonly LabelType[],
  room: number,
): Promise<HitRow[]> {
  const [word = ''] = words
  const value = sql`x.value_text`
  const pair = sql`x.pair_text`
  const others = words.slice(1).map((other) => contains(pair, other))
  const first = await followTexts(session, [startsWith(value, word), ...others], types, word, room)
  if (first.length >= room || !words.some(hasTrigram)) return first
  const inside = [
    ...words.map((each) => contains(pair, each)),
    sql`NOT ${startsWith(value, word)}`,
    sql`NOT x.is_opaque`,
  ]
  return [...first, ...(await followTexts(session, inside, types, word, room - first.length))]
}

/** `key=value`, each of which may be only a beginning; without a key, what stands in either. */
export function findLabels(
  session: SearchSession,
  { source, key, value }: LabelQuery,
  types: readonly LabelType[],
  room: number,
): Promise<HitRow[]> {
  const conditions: SQL[] = []
  if (source) conditions.push(sql`x.source = ${source}`)
  if (key && value) conditions.push(keyLike(key), startsWith(sql`x.value_text`, value))
  else if (key) conditions.push(keyLike(key))
  else if (value)
    conditions.push(
      hasTrigram(value)
        ? sql`(${contains(sql`x.pair_text`, value)} AND NOT x.is_opaque)`
        : startsWith(sql`x.pair_text`, value),
    )
  return followTexts(session, conditions, types, value ?? '', room)
}

/** A key as a whole or its last part: `version` is `org.opencontainers.image.version`. */
function keyLike(key: string): SQL {
  const safe = storable(key)
  return sql`(lower(x.key) = ${safe} OR right(lower(x.key), ${safe.length + 1}) = ${`.${safe}`})`
}

function followTexts(
  session: SearchSession,
  conditions: readonly SQL[],
  types: readonly LabelType[],
  word: string,
  room: number,
): Promise<HitRow[]> {
  const value = sql`lower(texts.value)`
  const type = sql`(${sql.join(
    types.map((each) => sql`(${ofType[each]})`),
    sql` OR `,
  )})`
  return session.read(sql`
    WITH texts AS MATERIALIZED (
      SELECT DISTINCT source, key, value FROM (
        SELECT x.source, x.key, x.value FROM label_texts x WHERE ${and([...conditions, type])} LIMIT ${maxTexts}) found
    )
    SELECT f.*, texts.source, texts.key, texts.value,
      CASE WHEN ${value} = ${storable(word)} OR ${word}::text = '' THEN 0 WHEN ${startsWith(value, word)} THEN 1
        WHEN ${hasSegment(value, word)} THEN 2 ELSE 3 END AS quality
    FROM (
      SELECT texts.*, l.manifest_digest FROM texts CROSS JOIN LATERAL (
        SELECT l.manifest_digest FROM manifest_labels l
        WHERE l.key = texts.key AND l.value = texts.value AND l.source = texts.source LIMIT ${perText}
      ) l LIMIT ${room * 2}
    ) texts CROSS JOIN ${tagsCarrying(sql`texts.manifest_digest`, session.registryIds)}
    ORDER BY quality, ${newestFirst} LIMIT ${room}`)
}
