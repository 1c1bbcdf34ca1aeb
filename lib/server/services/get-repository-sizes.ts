import type { ParamsOf } from '#lib/api/endpoint.ts'
import type { getRepositorySizes as endpoint, RepositorySizes } from '#lib/api/sizes.ts'
import type { Context } from '../context.ts'
import { readRepositorySizes } from '../index/repository-sizes.ts'
import { openRepository } from './open-repository.ts'

export async function getRepositorySizes(
  context: Context,
  params: ParamsOf<typeof endpoint>,
): Promise<RepositorySizes> {
  const { place, row } = await openRepository(context, params)
  const { total, unique, unknownTags, isRegistryComplete } = await readRepositorySizes(place)
  const shared = Math.max(0, total - unique)
  return {
    registry: params.registry,
    repository: params.repository,
    total: row.tag_count !== null && unknownTags === 0 ? total : null,
    unique: isRegistryComplete ? unique : null,
    shared: isRegistryComplete ? shared : null,
    known: { total, unique, shared },
    unknownTags,
    unlistedRepositories: row.tag_count === null ? 1 : 0,
  }
}
