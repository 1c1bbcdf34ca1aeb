import type { BodyOf, ParamsOf } from '#lib/api/endpoint.ts'
import type { refreshRegistry as endpoint, Registry } from '#lib/api/registries.ts'
import type { Context } from '../context.ts'
import { checkStatus } from '../index/registry-state.ts'
import { resolveTags } from '../index/resolve-tags.ts'
import { inBackground } from '../index/single-flight.ts'
import { refreshTagList } from '../index/tag-list.ts'
import { namesToResolve } from '../index/tag-page.ts'
import { ApiError } from '../problem.ts'
import { updateSyncProblem } from '../sync/remaining-problem.ts'
import { requestWalk } from '../sync/sync.ts'
import { repositoryName } from './open-repository.ts'
import { presentRegistry } from './present-registry.ts'

/** Starts reading the registry again, or one of its repositories with every tag; answers before that is done. */
export async function refreshRegistry(
  { runtime }: Context,
  params: ParamsOf<typeof endpoint>,
  body: BodyOf<typeof endpoint>,
): Promise<Registry> {
  const registry = await runtime.registries.get(params.registry)
  inBackground(checkStatus(runtime, registry))
  if (body.repository === undefined) await requestWalk(runtime, registry.settings.id, 'asked')
  else {
    const repository = repositoryName(body.repository)
    if (!repository) throw new ApiError('repository_not_found', 'That is not the name of a repository.')
    const place = { runtime, registry, repository }
    inBackground(
      refreshTagList(place)
        .then(async () => resolveTags(place, await namesToResolve(place, 'all'), 0))
        .finally(() => updateSyncProblem(place)),
    )
  }
  return presentRegistry(runtime, registry)
}
