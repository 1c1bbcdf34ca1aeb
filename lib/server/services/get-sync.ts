import type { ParamsOf, ResponseOf } from '#lib/api/endpoint.ts'
import type { getSync as endpoint } from '#lib/api/sync.ts'
import type { Context } from '../context.ts'
import { readFailedRepositories } from '../index/failed-repositories.ts'
import { presentWalk, readSync, readWalks } from '../sync/progress.ts'

const walksShown = 20
const failuresShown = 100

/** How far the background has come with a registry, and what it could not read. */
export async function getSync(
  { runtime }: Context,
  params: ParamsOf<typeof endpoint>,
): Promise<ResponseOf<typeof endpoint>> {
  const { settings } = await runtime.registries.get(params.registry)
  const [sync, walks, failed] = await Promise.all([
    readSync(runtime, settings),
    readWalks(runtime, settings.id, walksShown),
    readFailedRepositories(runtime, settings.id, failuresShown),
  ])
  return {
    registry: settings.id,
    sync,
    walks: walks.map(presentWalk),
    failures: failed.repositories,
    failureCount: failed.repositoryCount,
  }
}
