import { sql } from 'drizzle-orm'
import { flightKey, type Place } from './place.ts'
import { recordCapability } from './registry-state.ts'

/**
 * Finds out, with one request, whether the registry has a referrers API: without one signatures leave tags, and their
 * absence means something. Does nothing where no digest is known to ask about.
 */
export const probeReferrers = (place: Place): Promise<void> =>
  place.runtime.flights.run(flightKey('probe-referrers', { ...place, repository: '' }), () => probe(place))

async function probe({ runtime, registry, repository }: Place): Promise<void> {
  const { rows } = await runtime.store.db.execute<{ digest: string }>(sql`
    SELECT digest FROM tags
    WHERE registry_id = ${registry.settings.id} AND repository = ${repository} AND gone_at IS NULL AND digest IS NOT NULL
    LIMIT 1`)
  const digest = rows[0]?.digest
  if (!digest) return
  const { source } = await registry.client.listReferrers(repository, digest)
  await recordCapability(runtime, registry.settings.id, { referrers: source === 'api' })
  runtime.changes.publish({ about: 'tags', registry: registry.settings.id, repository })
}
