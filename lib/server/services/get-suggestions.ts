import type { ParamsOf, QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { getSuggestions as endpoint } from '#lib/api/suggestions.ts'
import { suggest } from '#lib/engines/suggestions/suggest.ts'
import type { Context } from '../context.ts'
import { readSuggestionFacts } from '../index/suggestion-facts.ts'
import { openRepository } from './open-repository.ts'
import { toTime } from './present-repository.ts'

const itemsShown = 1_000
const dayMs = 86_400_000

/** What may be superfluous in a repository, by what the index knows of it. */
export async function getSuggestions(
  context: Context,
  params: ParamsOf<typeof endpoint>,
  { olderThanDays }: QueryOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  const { place, row } = await openRepository(context, params)
  const facts = await readSuggestionFacts(place)
  const { groups, unknownCount } = suggest(facts, new Date(Date.now() - olderThanDays * dayMs))
  const byTag = new Map(facts.tags.map((tag) => [tag.name, tag]))
  const byDigest = new Map(facts.untagged.map((manifest) => [manifest.digest, manifest]))
  return {
    groups: groups.map(({ kind, series, items }) => ({
      kind,
      series,
      count: items.length,
      items: items.slice(0, itemsShown).map((item) => {
        const known = item.tag === null ? byDigest.get(item.digest ?? '') : byTag.get(item.tag)
        return {
          ...item,
          createdAt: known?.createdAt?.toISOString() ?? null,
          size: known?.sizeBytes ?? null,
        }
      }),
    })),
    unknownCount,
    asOf: toTime(row.tags_listed_at),
  }
}
