import type { QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import { type search as endpoint, type Hit, type HitType, hitTypes } from '#lib/api/search.ts'
import { parseQuery, type SearchQuery } from '#lib/engines/search/query.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../problem.ts'
import type { RegistrySettings } from '../registries/settings.ts'
import { correctQuery } from '../search/correct-query.ts'
import { distinct, findHits, mayBeMore } from '../search/find-hits.ts'
import { planSearch } from '../search/plan-search.ts'
import { presentHit, wordsToMark } from '../search/present-hit.ts'
import { readSearchFreshness } from '../search/search-freshness.ts'
import { type HitRow, type SearchSession, searchWithin } from '../search/session.ts'

type Answer = ResponseOf<typeof endpoint>

/** How far a list of one type can be paged, and how far all types are counted. Who wants more has to say more. */
const roomOfOne = 500
const roomOfAll = 100
/** With fewer hits than these, what is spelt nearly the same is looked for. */
const fewHits = 3

/** Whatever the index knows by these words, in all registries. Nothing is asked of any registry. */
export async function search({ runtime }: Context, query: QueryOf<typeof endpoint>): Promise<Answer> {
  const registries = (await runtime.registries.list()).map(({ settings }) => settings)
  if (query.registry) await runtime.registries.get(query.registry)
  const freshness = await readSearchFreshness(runtime, registries)
  const offset = query.cursor === undefined ? 0 : readOffset(query.cursor)
  const parsed = parseQuery(query.q)
  const types = query.type ? [query.type] : hitTypes
  const room = query.type ? roomOfOne : roomOfAll
  const ids = registries.map(({ id }) => id)
  return searchWithin(runtime, ids, async (session) => {
    const found = await findAll(session, registries, parsed, types, room, query.registry)
    const isMore = (type: HitType) =>
      session.isCutShort || mayBeMore(type, found.hits.get(type)?.length ?? 0, room)
    const counts = types.map((type) => ({
      type,
      count: found.hits.get(type)?.length ?? 0,
      isMore: isMore(type),
    }))
    const all = query.type ? found.present(query.type) : bestOfEach(found, query.limit)
    const items = all.slice(offset, offset + query.limit)
    const isLast = !query.type || offset + query.limit >= all.length
    return {
      items,
      nextCursor: isLast ? null : String(offset + query.limit),
      total: counts.some((each) => each.isMore) ? null : counts.reduce((sum, { count }) => sum + count, 0),
      freshness,
      counts,
      corrected: found.corrected,
      isCutShort: session.isCutShort,
    }
  })
}

interface Found {
  readonly hits: ReadonlyMap<HitType, readonly HitRow[]>
  readonly corrected: string | null
  present(type: HitType): Hit[]
}

async function findAll(
  session: SearchSession,
  registries: readonly RegistrySettings[],
  query: SearchQuery,
  types: readonly HitType[],
  room: number,
  only: string | undefined,
): Promise<Found> {
  const hits = new Map<HitType, readonly HitRow[]>()
  const ask = async (asked: SearchQuery, isFuzzy: boolean) => {
    for (const step of planSearch(asked, registries, only)) {
      const within = session.narrowedTo(step.registryIds)
      for (const [type, rows] of await findHits(within, step.query, types, room)) {
        const more = isFuzzy ? rows.map((row) => ({ ...row, quality: 4 })) : rows
        const before = hits.get(type)
        hits.set(type, (before ? distinct([...before, ...more]) : more).slice(0, room))
      }
    }
  }
  await ask(query, false)
  const count = [...hits.values()].reduce((sum, rows) => sum + rows.length, 0)
  const better = count < fewHits ? await correctQuery(session, query) : null
  if (better) await ask(better.query, true)
  const isBetter = better !== null && [...hits.values()].some((rows) => rows.some((row) => row.quality === 4))
  const marks = [...wordsToMark(query), ...(better ? wordsToMark(better.query) : [])]
  return {
    hits,
    corrected: isBetter ? better.text : null,
    present: (type) => (hits.get(type) ?? []).map((row) => presentHit(type, row, marks)),
  }
}

/** Some of each type, so that 5,000 tags “latest” leave room for a repository; types with the better hits first. */
function bestOfEach(found: Found, limit: number): Hit[] {
  const perType = Math.max(3, Math.floor(limit / 4))
  const groups = hitTypes.map((type) => found.present(type).slice(0, perType))
  return groups
    .filter((group) => group.length > 0)
    .sort((a, b) => (b[0]?.score ?? 0) - (a[0]?.score ?? 0))
    .flat()
    .slice(0, limit)
}

function readOffset(cursor: string): number {
  if (/^\d{1,4}$/.test(cursor)) return Number(cursor)
  throw new ApiError('invalid_request', 'The cursor does not belong to this list.', {
    issues: [{ path: 'cursor', message: 'does not belong to this list' }],
  })
}
