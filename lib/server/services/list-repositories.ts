import pLimit from 'p-limit'
import type { ParamsOf, QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { listRepositories as endpoint } from '#lib/api/repositories.ts'
import type { Context } from '../context.ts'
import { catalogFlight, refreshCatalog } from '../index/catalog.ts'
import { isOlderThan, maxAgeMs } from '../index/clock.ts'
import { flightKey, type Place } from '../index/place.ts'
import { readRegistryState } from '../index/registry-state.ts'
import {
  defaultRepositoryOrder,
  type RepositoryRow,
  readRepositoryPage,
  readUncounted,
} from '../index/repository-page.ts'
import { grantRespite, troubleOf } from '../index/respite.ts'
import { inBackground } from '../index/single-flight.ts'
import { refreshTagList } from '../index/tag-list.ts'
import { catalogFreshness } from './present-registry.ts'
import { presentRepository } from './present-repository.ts'

/** How long a catalog never read before may take until its first names are answered instead of all. */
const firstWaitMs = 1500
const listsAtOnce = 8
const countedAtOnce = 100

/** The repositories of a registry, out of the index; the rows of the page that were never counted are being counted. */
export async function listRepositories(
  { runtime }: Context,
  params: ParamsOf<typeof endpoint>,
  query: QueryOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  const registry = await runtime.registries.get(params.registry)
  const before = await readRegistryState(runtime, params.registry)
  if (isDue(before)) {
    const refresh = refreshCatalog(runtime, registry)
    inBackground(refresh)
    if (!before.catalogListedAt) await settledWithin(refresh, firstWaitMs)
  }
  const { rows, ...page } = await readRepositoryPage(runtime, params.registry, {
    ...query,
    order: query.order ?? defaultRepositoryOrder(query.sort),
  })
  const state = await readRegistryState(runtime, params.registry)
  const placeOf = (row: RepositoryRow): Place => ({ runtime, registry, repository: row.name })
  const trouble = troubleOf(registry)
  const isReachable = !state.catalogProblem && !trouble
  // What a filter leaves out because nobody has counted it is not on any page: some of it is counted at a time.
  const leftOut =
    isReachable && page.unknownCount > 0 ? await readUncounted(runtime, params.registry, countedAtOnce) : []
  const uncounted = [...new Map([...rows, ...leftOut].map((row) => [row.name, row])).values()].filter(
    (row) => row.tags_listed_at === null && isOlderThan(toDate(row), maxAgeMs.failure * 10),
  )
  if (isReachable) countInBackground(uncounted.map(placeOf))
  const isBusy =
    (isReachable && uncounted.length > 0) || runtime.flights.isRunning(catalogFlight(params.registry))
  const freshness = catalogFreshness(runtime, params.registry, state)
  return {
    items: rows.map((row) => presentRepository(placeOf(row), row)),
    ...page,
    hasCatalog: state.capabilities.catalog,
    freshness: { ...freshness, state: isBusy ? 'refreshing' : freshness.state },
  }
}

const toDate = (row: RepositoryRow) => (row.tags_failed_at ? new Date(row.tags_failed_at) : null)

const isDue = (state: { catalogListedAt: Date | null; catalogFailedAt: Date | null }) =>
  isOlderThan(state.catalogListedAt, maxAgeMs.catalog) && isOlderThan(state.catalogFailedAt, maxAgeMs.failure)

/** A failure is kept in the index, and so shown; here it only ends the waiting. */
const settledWithin = (work: Promise<unknown>, ms: number) =>
  Promise.race([work.catch(() => {}), new Promise((resolve) => setTimeout(resolve, ms))])

async function countTags(place: Place): Promise<void> {
  if (troubleOf(place.registry)) return
  await refreshTagList(place).catch((error) => grantRespite(place.registry, error))
}

function countInBackground(places: readonly Place[]): void {
  const limit = pLimit(listsAtOnce)
  for (const place of places) {
    // Begun with the waiting: who asks again meanwhile must not queue the same list a second time.
    const key = flightKey('count', place)
    inBackground(place.runtime.flights.run(key, () => limit(() => countTags(place))))
  }
}
