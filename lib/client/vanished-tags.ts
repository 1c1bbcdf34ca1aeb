import { listTags } from '#lib/api/tags.ts'
import { call } from './call.ts'
import type { TagsPlace } from './use-tags.ts'

/** As long as `q` may be. */
const maxPatternLength = 256
/** So many are asked for; of more, the plan of the deletion tells. */
const maxAsked = 500

/** Patterns that match exactly these tags, as few as fit. */
export function patternsOf(names: readonly string[]): string[] {
  const patterns: string[] = []
  let open = ''
  for (const name of names) {
    const escaped = name.replaceAll('.', '\\.')
    const longer = open === '' ? escaped : `${open}|${escaped}`
    if (open !== '' && longer.length + '^()$'.length > maxPatternLength) {
      patterns.push(`^(${open})$`)
      open = escaped
    } else open = longer
  }
  return open === '' ? patterns : [...patterns, `^(${open})$`]
}

/** Which of these tags the repository has no more. Throws `ProblemError`. */
export async function findVanished(place: TagsPlace, names: readonly string[]): Promise<string[]> {
  const asked = names.slice(0, maxAsked)
  const found = new Set<string>()
  for (const q of patternsOf(asked)) {
    const query = { q, match: 'regex', referrers: 'true', limit: 200, sort: 'name' } as const
    const { items } = await call(listTags, { params: { ...place }, query })
    for (const { name } of items) found.add(name)
  }
  return asked.filter((name) => !found.has(name))
}
