import { sql } from 'drizzle-orm'
import { flightKey, type Place, type RegistryPlace } from './place.ts'
import { readRegistryState, recordCapability } from './registry-state.ts'

/**
 * Finds out, with one request, whether the registry has a referrers API: without one signatures leave tags, and their
 * absence means something. Does nothing where no digest is known to ask about.
 */
export const probeReferrers = (place: Place): Promise<void> =>
  place.runtime.flights.run(flightKey('probe-referrers', { ...place, repository: '' }), () => probe(place))

/** A registry that answers the question with an error is not asked again in every part of a walk. */
const triedAt = new WeakMap<Place['registry']['client'], number>()
const againMs = 10 * 60_000

/** The same for whoever walks these repositories: where it is not known, seldom, and without a fuss when it fails. */
export async function learnReferrersApi(
  place: RegistryPlace,
  repositories: readonly string[],
): Promise<void> {
  const { runtime, registry } = place
  const { settings, client } = registry
  if (performance.now() - (triedAt.get(client) ?? Number.NEGATIVE_INFINITY) < againMs) return
  const { capabilities } = await readRegistryState(runtime, settings.id)
  if (capabilities.referrers !== null) return
  const { rows } = await runtime.store.db.execute<{ repository: string }>(sql`
    SELECT repository FROM tags
    WHERE registry_id = ${settings.id} AND repository = ANY(${sql.param([...repositories])}::text[])
      AND gone_at IS NULL AND digest IS NOT NULL
    LIMIT 1`)
  const repository = rows[0]?.repository
  if (repository === undefined) return
  triedAt.set(client, performance.now())
  await probeReferrers({ ...place, repository }).catch((error) =>
    runtime.log.debug({ err: error }, 'whether there is a referrers API is not known'),
  )
}

async function probe({ runtime, registry, repository, call }: Place): Promise<void> {
  const { rows } = await runtime.store.db.execute<{ digest: string }>(sql`
    SELECT digest FROM tags
    WHERE registry_id = ${registry.settings.id} AND repository = ${repository} AND gone_at IS NULL AND digest IS NOT NULL
    LIMIT 1`)
  const digest = rows[0]?.digest
  if (!digest) return
  const { source } = await registry.client.listReferrers(repository, digest, {
    ...call,
    isFallbackRead: false,
  })
  await recordCapability(runtime, registry.settings.id, { referrers: source === 'api' })
  runtime.changes.publish({ about: 'tags', registry: registry.settings.id, repository })
}
