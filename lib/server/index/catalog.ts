import { sql } from 'drizzle-orm'
import { isRegistryError } from '#lib/registry/error.ts'
import { vendorOf } from '#lib/vendors/vendors.ts'
import type { ConnectedRegistry } from '../registries/directory.ts'
import type { Runtime } from '../runtime.ts'
import { failureOf, isCancelled } from './failure.ts'
import { changeRegistryState, recordCapability } from './registry-state.ts'

/** Past this a catalog is lying. */
const maxRepositories = 200_000

export const catalogFlight = (id: string) => `catalog ${id}`

/**
 * Reads the registry's catalog and makes the index say the same, page by page. Where there is none (or we may not see
 * it) the configured names and those that someone opened are the list. A failure is recorded, and thrown.
 */
export function refreshCatalog(runtime: Runtime, registry: ConnectedRegistry): Promise<void> {
  const { settings } = registry
  return runtime.flights.run(catalogFlight(settings.id), async () => {
    await keepConfigured(runtime, registry)
    try {
      if (vendorOf(settings.type, settings.url).catalog !== false) await walk(runtime, registry)
      else await recordCapability(runtime, settings.id, { catalog: false })
    } catch (error) {
      if (isCancelled(error)) throw error
      await changeRegistryState(runtime, settings.id, {
        catalogFailedAt: new Date(),
        catalogProblem: failureOf(error),
      })
      throw error
    }
    await changeRegistryState(runtime, settings.id, {
      catalogListedAt: new Date(),
      catalogFailedAt: null,
      catalogProblem: null,
    })
  })
}

async function walk(runtime: Runtime, { settings, client }: ConnectedRegistry): Promise<void> {
  const seen: string[] = []
  try {
    for await (const page of client.listRepositories()) {
      for (const name of page) seen.push(name)
      await keep(runtime, settings.id, page, 'catalog')
      // Half a catalog says nothing of what is missing.
      if (seen.length > maxRepositories)
        return await recordCapability(runtime, settings.id, { catalog: true })
    }
  } catch (error) {
    // A catalog that breaks off in the middle is one.
    if (seen.length > 0 || !hasNoCatalog(error)) throw error
    await recordCapability(runtime, settings.id, { catalog: false })
    return
  }
  await recordCapability(runtime, settings.id, { catalog: true })
  await runtime.store.db.execute(sql`
    UPDATE repositories SET missing_since = now()
    WHERE registry_id = ${settings.id} AND source = 'catalog' AND missing_since IS NULL
      AND NOT name = ANY(${sql.param(seen)}::text[])`)
}

/** Many registries have none: 404, 405, or a token that may not list it. What answers no registry API at all is another matter. */
function hasNoCatalog(error: unknown): boolean {
  return (
    isRegistryError(error) &&
    (error.code === 'not_found' || error.code === 'unsupported' || error.code === 'denied')
  )
}

const keepConfigured = (runtime: Runtime, { settings }: ConnectedRegistry) =>
  settings.repositories.length > 0
    ? keep(runtime, settings.id, settings.repositories, 'configured')
    : undefined

async function keep(
  runtime: Runtime,
  id: string,
  names: readonly string[],
  source: 'catalog' | 'configured',
) {
  await runtime.store.db.execute(sql`
    INSERT INTO repositories (registry_id, name, source)
    SELECT DISTINCT ${id}, name, ${source} FROM unnest(${sql.param(names)}::text[]) AS listed(name)
    ON CONFLICT (registry_id, name) DO UPDATE SET source = ${source}, missing_since = NULL
      WHERE repositories.source = 'opened' OR repositories.missing_since IS NOT NULL`)
}
