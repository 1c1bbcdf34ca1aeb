import { sql } from 'drizzle-orm'
import { isRegistryError, RegistryError } from '#lib/registry/error.ts'
import type { CallOptions } from '#lib/registry/types.ts'
import { vendorOf } from '#lib/vendors/vendors.ts'
import type { ConnectedRegistry } from '../registries/directory.ts'
import type { Runtime } from '../runtime.ts'
import { failureOf, isCancelled } from './failure.ts'
import { changeRegistryState, readRegistryState, recordCapability } from './registry-state.ts'
import { tellRegistry, tellRepositories } from './tell.ts'

/** Past this a catalog is lying. */
const maxRepositories = 200_000

/** What appears or vanishes by the thousand is no news of each. */
const mostToTell = 200

export const catalogFlight = (id: string) => `catalog ${id}`

/**
 * Reads the registry's catalog and makes the index say the same, page by page. Where there is none (or we may not see
 * it) the configured names and those that someone opened are the list. A failure is recorded, and thrown.
 */
export function refreshCatalog(
  runtime: Runtime,
  registry: ConnectedRegistry,
  call?: CallOptions,
): Promise<void> {
  const { settings } = registry
  const work = async () => {
    await keepConfigured(runtime, registry)
    try {
      if (vendorOf(settings.type, settings.url).catalog !== false) await walk(runtime, registry, call)
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
  }
  return runtime.flights.run(catalogFlight(settings.id), work, () => {
    tellRepositories(runtime, settings.id)
    tellRegistry(runtime, settings.id)
  })
}

async function walk(
  runtime: Runtime,
  { settings, client }: ConnectedRegistry,
  call?: CallOptions,
): Promise<void> {
  const seen: string[] = []
  const isKnown = (await readRegistryState(runtime, settings.id)).catalogListedAt !== null
  try {
    for await (const page of client.listRepositories(call)) {
      for (const name of page) seen.push(name)
      await keep(runtime, settings.id, page, 'catalog', isKnown)
      tellRepositories(runtime, settings.id)
      // Half a catalog says nothing of what is missing.
      if (seen.length > maxRepositories) {
        const detail = `The catalog lists more than ${maxRepositories} repositories.`
        throw new RegistryError({ code: 'too_large', registry: settings.id, detail })
      }
    }
  } catch (error) {
    // A catalog that breaks off in the middle is one.
    if (seen.length > 0 || !hasNoCatalog(error)) throw error
    await recordCapability(runtime, settings.id, { catalog: false })
    return
  }
  await recordCapability(runtime, settings.id, { catalog: true })
  await runtime.store.db.execute(sql`
    WITH gone AS (
      UPDATE repositories r SET missing_since = now()
      WHERE r.registry_id = ${settings.id} AND r.source = 'catalog' AND r.missing_since IS NULL
        AND NOT EXISTS (SELECT FROM unnest(${sql.param(seen)}::text[]) AS seen(name) WHERE seen.name = r.name)
      RETURNING r.name
    )
    INSERT INTO events (at, registry_id, repository, action, source)
    SELECT now(), ${settings.id}, name, 'vanish', 'sync' FROM gone LIMIT ${mostToTell}`)
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
  isNews = false,
) {
  await runtime.store.db.execute(sql`
    WITH added AS (
      INSERT INTO repositories (registry_id, name, source)
      SELECT DISTINCT ${id}, l.name, ${source} FROM unnest(${sql.param(names)}::text[]) AS l(name)
      LEFT JOIN repositories r ON r.registry_id = ${id} AND r.name = l.name
      WHERE r.name IS NULL OR r.source = 'opened' OR r.missing_since IS NOT NULL
      ON CONFLICT (registry_id, name) DO UPDATE SET source = ${source}, missing_since = NULL
        WHERE repositories.source = 'opened' OR repositories.missing_since IS NOT NULL
      RETURNING name
    )
    INSERT INTO events (at, registry_id, repository, action, source)
    SELECT now(), ${id}, name, 'appear', 'sync' FROM added WHERE ${isNews} LIMIT ${mostToTell}`)
}
