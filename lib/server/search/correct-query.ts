import type { SearchQuery } from '#lib/engines/search/query.ts'
import { correctWords } from './correct-words.ts'
import type { SearchSession } from './session.ts'

/** The query with what is misspelt in it put right, and the words that were; null where nothing was. */
export async function correctQuery(
  session: SearchSession,
  query: SearchQuery,
): Promise<{ query: SearchQuery; text: string } | null> {
  const { words, reference, label, base } = query
  const asked = [
    ...words,
    reference?.path ?? '',
    reference?.tag?.toLowerCase() ?? '',
    label?.value ?? '',
    base ?? '',
  ]
  const corrected = await correctWords(session, asked)
  if (!corrected) return null
  const [path = '', tag = '', value = '', onto = ''] = corrected.slice(words.length)
  return {
    text: corrected.filter((word, at) => word !== asked[at]).join(' '),
    query: {
      ...query,
      words: corrected.slice(0, words.length),
      reference: reference && { ...reference, path, tag: reference.tag && tag },
      label: label && { ...label, value: value || null },
      base: base && onto,
    },
  }
}
