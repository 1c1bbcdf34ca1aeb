import type { Place } from './place.ts'
import { recordCapability } from './registry-state.ts'
import { flightKey } from './place.ts'

/**
 * Finds out, with one request, whether the registry has a referrers API: without one signatures leave tags, and their
 * absence means something. Does nothing where no digest is known to ask about.
 */
export async function probeReferrers(
  place: Place,
  rows: readonly { readonly digest: string | null }[],
): Promise<void> {
  const { runtime, registry, repository } = place
  const digest = rows.find((row) => row.digest !== null)?.digest
  if (!digest) return
  await runtime.flights.run(flightKey('probe-referrers', { registry, repository: '' }), async () => {
    const { source } = await registry.client.listReferrers(repository, digest)
    await recordCapability(runtime, registry.settings.id, { referrers: source === 'api' })
    runtime.changes.publish({ about: 'tags', registry: registry.settings.id, repository })
  })
}
