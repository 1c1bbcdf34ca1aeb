import { type SQL, sql } from 'drizzle-orm'
import { storable } from '../index/storable.ts'

/** `%` and `_` in what a person types are meant as such. */
const escapeLike = (word: string) => storable(word).replace(/[\\%_]/g, (c) => `\\${c}`)

export const startsWith = (column: SQL, word: string): SQL => sql`${column} LIKE ${`${escapeLike(word)}%`}`
export const contains = (column: SQL, word: string): SQL => sql`${column} LIKE ${`%${escapeLike(word)}%`}`
export const endsWith = (column: SQL, word: string): SQL => sql`${column} LIKE ${`%${escapeLike(word)}`}`

/** What parts of a name are separated by; a `/` comes only in those of repositories and in labels. */
const separators = ['-', '.', '_', '/']

/** A part of the name other than the first begins with the word. */
export const hasSegment = (column: SQL, word: string, marks: readonly string[] = separators): SQL => {
  const patterns = marks.map((mark) => `%${escapeLike(mark)}${escapeLike(word)}%`)
  return sql`(${sql.join(
    patterns.map((pattern) => sql`${column} LIKE ${pattern}`),
    sql` OR `,
  )})`
}

/**
 * Whether an index of trigrams helps to find the word in the middle of others: it has one for each run of three letters
 * or digits. PostgreSQL takes only those of the database's own locale for letters, so only ASCII counts.
 */
export const hasTrigram = (word: string) => /[a-z0-9]{3}/.test(word)

/** The word anywhere; where trigrams don't help, where a part begins: that is indexed, too, from one letter on. */
export const containsWord = (column: SQL, word: string): SQL =>
  hasTrigram(word) || !/^[a-z0-9]/.test(word)
    ? contains(column, word)
    : sql`(${startsWith(column, word)} OR ${hasSegment(column, word)})`

/** How well a name has the word, as a number: see `matchQualities`. */
export const qualityOf = (column: SQL, word: string): SQL =>
  sql`CASE WHEN ${column} = ${storable(word)} THEN 0 WHEN ${startsWith(column, word)} THEN 1
    WHEN ${hasSegment(column, word)} THEN 2 ELSE 3 END`

export const and = (conditions: readonly SQL[]): SQL =>
  conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` AND `)
