import { repositoryNamePattern } from '#lib/api/common.ts'
import type { Context } from '../context.ts'
import { failureOf } from '../index/failure.ts'
import type { Place } from '../index/place.ts'
import { type RepositoryRow, readRepositoryRow } from '../index/repository-page.ts'
import { refreshTagList } from '../index/tag-list.ts'
import { ApiError } from '../problem.ts'

export const repositoryName = (text: string) => (repositoryNamePattern.test(text) ? text : null)

export type KnownRepository = RepositoryRow & { readonly missing_since: string | null }

/**
 * A repository with what the index knows of it. One that nobody ever looked at is looked at first (one request), which
 * throws `repository_not_found` where the registry has none of that name, or the registry's failure.
 */
export async function openRepository(
  { runtime }: Context,
  params: { registry: string; repository: string },
): Promise<{ place: Place; row: KnownRepository }> {
  const registry = await runtime.registries.get(params.registry)
  const place: Place = { runtime, registry, repository: params.repository }
  let row = await readRepositoryRow(runtime, params.registry, params.repository)
  if (!row?.tags_listed_at) {
    await refreshTagList(place).catch((error) => {
      // A repository that the catalog lists and that has no tag list has only untagged manifests, or nothing at all.
      if (row && isMissing(error)) return
      throw isMissing(error) ? notFound(params.repository) : error
    })
    row = await readRepositoryRow(runtime, params.registry, params.repository)
  }
  if (!row || (row.missing_since && row.source === 'opened')) throw notFound(params.repository)
  return { place, row }
}

const isMissing = (error: unknown) => ['not_found', 'repository_not_found'].includes(failureOf(error).code)

const notFound = (repository: string) =>
  new ApiError(
    'repository_not_found',
    `The registry has no repository “${repository}”, or does not show it to us.`,
  )
