import { sql } from 'drizzle-orm'
import { closestWords, mistakesAllowed } from '#lib/engines/search/edit-distance.ts'
import type { SearchSession } from './session.ts'

const maxCandidates = 300

/**
 * The words with what is misspelt in them replaced by what is known and spelt nearly the same; null where all is known or
 * nothing is near. Only runs of letters are misspelt: a number is what it is.
 */
export async function correctWords(
  session: SearchSession,
  words: readonly string[],
): Promise<string[] | null> {
  let isCorrected = false
  const corrected: string[] = []
  for (const word of words) {
    const parts = word.split(/([^a-z]+)/)
    for (const [at, part] of parts.entries()) {
      if (!/^[a-z]+$/.test(part) || mistakesAllowed(part.length) === 0 || part.length > 32) continue
      const [better] = closestWords(part, await similarWords(session, part))
      if (!better) continue
      parts[at] = better
      isCorrected = true
    }
    corrected.push(parts.join(''))
  }
  return isCorrected ? corrected : null
}

/** None where the word is one that is known, or begins one. */
async function similarWords(session: SearchSession, part: string): Promise<string[]> {
  const rows = await session.read<{ word: string }>(sql`
    SELECT word FROM search_words
    WHERE word % ${part} AND NOT EXISTS (SELECT FROM search_words k WHERE k.word LIKE ${`${part}%`})
    ORDER BY similarity(word, ${part}) DESC, word LIMIT ${maxCandidates}`)
  return [...new Set(rows.map((row) => row.word))]
}
