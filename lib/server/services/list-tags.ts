import type { ParamsOf, QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { listTags as endpoint, Tag } from '#lib/api/tags.ts'
import type { Priority } from '#lib/registry/limiter.ts'
import type { Context } from '../context.ts'
import { isOlderThan, maxAgeMs, tagAgesMs } from '../index/clock.ts'
import type { Place } from '../index/place.ts'
import { probeReferrers } from '../index/probe-referrers.ts'
import { resolveTags, tagFlight } from '../index/resolve-tags.ts'
import { troubleOf } from '../index/respite.ts'
import { inBackground } from '../index/single-flight.ts'
import { readTagFacets } from '../index/tag-counts.ts'
import { filtersByDetails } from '../index/tag-filters.ts'
import { readTagPage, type TagRow } from '../index/tag-page.ts'
import { defaultTagOrder, needsDetails } from '../index/tag-sorts.ts'
import { readProtectedBy } from '../retention/protection.ts'
import { isResolvingAll, resolveAll } from '../sync/resolve-all.ts'
import { openList } from './open-list.ts'
import { toTime } from './present-repository.ts'

/**
 * The tags of a repository, out of the index. Reading a page has its rows looked up in the background and no others,
 * unless the sort can't be answered before all are known.
 */
export async function listTags(
  context: Context,
  params: ParamsOf<typeof endpoint>,
  query: QueryOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  const { place, freshness } = await openList(context, params, query)
  const page = await readTagPage(place, {
    ...query,
    order: query.order ?? defaultTagOrder(query.sort),
    referrers: query.referrers ?? false,
  })
  const facets = query.facets ? await readTagFacets(place, query.referrers ?? false) : null
  const protectedBy = await readProtectedBy(context.runtime)
  const trouble = troubleOf(place.registry)
  const isAllNeeded =
    needsDetails(query.sort) || filtersByDetails(query) || query.group !== undefined || facets !== null
  const asksForSignatures = query.sort === 'signed' || query.signed !== undefined
  if (!trouble && asksForSignatures && page.knowledge.hasReferrersApi === null)
    inBackground(probeReferrers(place))
  // From here on nothing is waited for until the rows are told: what was read as unknown is pending, however soon it is known.
  if (!trouble) startResolving(place, page.rows, restOf(place, page.unresolved, isAllNeeded))
  const items = page.rows.map((tag) => ({
    ...presentTag(place, tag, page.known === page.all),
    protectedBy: protectedBy(params.registry, place.repository, tag.name),
  }))
  return {
    items,
    nextCursor: page.nextCursor,
    total: page.total,
    referrerTagCount: page.referrerTagCount,
    all: page.all,
    resolved: page.resolved,
    unknownCount: page.unknownCount,
    tellsPulls: page.knowledge.tellsPulls,
    facets,
    freshness: await freshness({
      isBusy: () => items.some((tag) => tag.pending) || isResolvingAll(place),
      trouble,
      unresolved: page.unresolved,
    }),
  }
}

/** Whether the tags that are not on this page are looked up as well, and how: a sort or filter by details waits for them. */
function restOf({ registry }: Place, unresolved: number, isAllNeeded: boolean): Priority | null {
  if (unresolved === 0) return null
  if (isAllNeeded) return 'interactive'
  return registry.settings.syncEveryMs === null ? null : 'background'
}

function startResolving(place: Place, rows: readonly TagRow[], rest: Priority | null): void {
  const due = rows.filter((row) => isDue(place, row)).map((row) => row.name)
  const visible = due.length > 0 ? resolveTags(place, due) : Promise.resolve()
  inBackground(visible)
  if (!rest) return
  // The rows on screen first; what they fail of is theirs alone.
  resolveAll(place, rest, visible)
}

/** What was never seen, or failed, is due at once; what is known (also: to be broken) only when it has grown old. */
function isDue({ registry }: Place, { kind, problem, checked_at }: TagRow): boolean {
  const isKnown = kind !== null && (!problem || kind === 'broken')
  return isOlderThan(toDate(checked_at), isKnown ? tagAgesMs(registry.settings).tag : maxAgeMs.failure)
}

const toDate = (text: string | null) => (text ? new Date(text) : null)

function presentTag(place: Place, row: TagRow, isEveryDigestKnown: boolean): Omit<Tag, 'protectedBy'> {
  return {
    registry: place.registry.settings.id,
    repository: place.repository,
    name: row.name,
    digest: row.digest,
    mediaType: row.media_type,
    kind: row.kind as Tag['kind'],
    artifactType: row.artifact_type,
    size: row.total_size === null ? null : Number(row.total_size),
    createdAt: toTime(row.created_at),
    createdSource: row.created_source,
    platforms: row.platforms,
    siblings: row.siblings === null ? null : Number(row.siblings),
    siblingsComplete: isEveryDigestKnown,
    firstSeenAt: new Date(row.first_seen_at).toISOString(),
    seenAt: toTime(row.seen_at),
    pushedAt: toTime(row.pushed_at),
    pulledAt: toTime(row.pulled_at),
    signed: row.signed,
    group: row.group_names === null ? null : { names: row.group_names, count: Number(row.group_count ?? 1) },
    // A row that is only being looked at again shows what is known of it meanwhile.
    pending: row.media_type === null && place.runtime.flights.isRunning(tagFlight(place, row.name)),
    problem: row.problem,
  }
}
