import type { QueryOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { listRegistries as endpoint } from '#lib/api/registries.ts'
import type { Context } from '../context.ts'
import { refreshCatalog } from '../index/catalog.ts'
import { isOlderThan, maxAgeMs } from '../index/clock.ts'
import { checkStatus, readRegistryState, statusFlight } from '../index/registry-state.ts'
import { inBackground } from '../index/single-flight.ts'
import { ApiError } from '../problem.ts'
import type { ConnectedRegistry } from '../registries/directory.ts'
import type { Runtime } from '../runtime.ts'
import { presentRegistry } from './present-registry.ts'

/** All registries with what was last seen of each; those not asked lately are being asked while this answers. */
export async function listRegistries(
  { runtime }: Context,
  query: QueryOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  const all = (await runtime.registries.list()).filter(({ settings }) => matches(settings, query.q))
  if (query.sort === 'name') all.sort((a, b) => a.settings.name.localeCompare(b.settings.name))
  if (query.order === 'desc') all.reverse()
  const offset = query.cursor === undefined ? 0 : readOffset(query.cursor)
  const page = all.slice(offset, offset + query.limit)
  await Promise.all(page.map((registry) => startStatusCheck(runtime, registry)))
  const items = await Promise.all(page.map((registry) => presentRegistry(runtime, registry)))
  const isRefreshing = page.some(({ settings }) => runtime.flights.isRunning(statusFlight(settings.id)))
  const checked = items.flatMap(({ status }) => status.checkedAt ?? [])
  return {
    items,
    nextCursor: offset + page.length < all.length ? String(offset + page.length) : null,
    total: all.length,
    freshness: {
      asOf: checked.sort()[0] ?? null,
      state: isRefreshing ? 'refreshing' : 'fresh',
      problem: null,
    },
  }
}

function readOffset(cursor: string): number {
  if (/^\d{1,6}$/.test(cursor)) return Number(cursor)
  throw new ApiError('invalid_request', 'The cursor does not belong to this list.')
}

const matches = ({ id, name, url }: { id: string; name: string; url: string }, q: string | undefined) =>
  !q || [id, name, url].some((text) => text.toLowerCase().includes(q.toLowerCase()))

/** Starts asking a registry whether it is there, unless that was done lately. */
export async function startStatusCheck(runtime: Runtime, registry: ConnectedRegistry): Promise<void> {
  const { id } = registry.settings
  const { status } = await readRegistryState(runtime, id)
  if (!isOlderThan(status.checkedAt ? new Date(status.checkedAt) : null, maxAgeMs.status)) return
  inBackground(checkStatus(runtime, registry).then(() => startFirstWalk(runtime, registry)))
}

/** A registry that answers is counted once, so that the overview has something to say; later walks come with reading. */
async function startFirstWalk(runtime: Runtime, registry: ConnectedRegistry): Promise<void> {
  const { status, catalogListedAt, catalogFailedAt } = await readRegistryState(runtime, registry.settings.id)
  const isThere = status.state === 'online' || status.state === 'slow'
  if (isThere && !catalogListedAt && isOlderThan(catalogFailedAt, maxAgeMs.catalog)) {
    await refreshCatalog(runtime, registry)
  }
}
