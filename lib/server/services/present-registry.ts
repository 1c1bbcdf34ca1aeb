import type { Freshness } from '#lib/api/common.ts'
import type { Registry } from '#lib/api/registries.ts'
import { vendorOf } from '#lib/vendors/vendors.ts'
import { catalogFlight } from '../index/catalog.ts'
import { isOlderThan, maxAgeMs } from '../index/clock.ts'
import { countRegistry } from '../index/count-registry.ts'
import { type RegistryState, readRegistryState } from '../index/registry-state.ts'
import type { ConnectedRegistry } from '../registries/directory.ts'
import { publicHostOf, type RegistrySettings } from '../registries/settings.ts'
import type { Runtime } from '../runtime.ts'
import { readSync } from '../sync/progress.ts'

/** A registry as our API shows it: never its credentials. */
export async function presentRegistry(runtime: Runtime, { settings }: ConnectedRegistry): Promise<Registry> {
  const state = await readRegistryState(runtime, settings.id)
  const vendor = vendorOf(settings.type, settings.url)
  const counts = await countRegistry(runtime, settings.id)
  const isListed = state.catalogListedAt !== null
  return {
    id: settings.id,
    name: settings.name,
    url: settings.url,
    type: state.type ?? vendor.type,
    configuredType: settings.type,
    publicHost: publicHostOf(settings),
    readOnly: settings.readOnly,
    source: settings.source,
    auth: kindOfAuth(settings.auth),
    status: state.status,
    capabilities: { ...state.capabilities, tagDelete: state.capabilities.tagDelete ?? vendor.tagDelete },
    counts: {
      repositories: isListed ? counts.repositories : null,
      tags: isListed ? counts.tags : null,
      tagsKnown: isListed ? counts.tagsKnown : null,
      bytes: isListed ? counts.bytes : null,
    },
    freshness: catalogFreshness(runtime, settings.id, state),
    sync: await readSync(runtime, settings),
    syncEverySeconds: settings.syncEveryMs === null ? null : Math.round(settings.syncEveryMs / 1000),
    requestsPerMinute: settings.requestsPerMinute,
  }
}

export function catalogFreshness(runtime: Runtime, id: string, state: RegistryState): Freshness {
  const { catalogListedAt: listedAt, catalogProblem: problem } = state
  return {
    asOf: listedAt?.toISOString() ?? null,
    state: runtime.flights.isRunning(catalogFlight(id))
      ? 'refreshing'
      : problem
        ? 'unreachable'
        : isOlderThan(listedAt, maxAgeMs.catalog * 10)
          ? 'stale'
          : 'fresh',
    problem,
  }
}

function kindOfAuth(auth: RegistrySettings['auth']): Registry['auth'] {
  if (!auth) return 'anonymous'
  return 'identityToken' in auth ? 'identityToken' : 'basic'
}
