import { repositoryNamePattern } from '#lib/api/common.ts'
import type { Context } from '../context.ts'
import { failureOf } from '../index/failure.ts'
import type { Place } from '../index/place.ts'
import { type RepositoryRow, readRepositoryRow } from '../index/repository-page.ts'
import { refreshTagList } from '../index/tag-list.ts'
import { ApiError } from '../problem.ts'
import { isTagListDue } from './present-repository.ts'

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
  // One that was gone may be back: the registry is asked again, though not by every reader.
  if (!row?.tags_listed_at || (isGone(row) && isTagListDue(place, row))) {
    await refreshTagList(place).catch((error) => {
      // A repository that the catalog lists and that has no tag list has only untagged manifests, or nothing at all.
      if (row && isMissing(error)) return
      throw isMissing(error) ? notFound(params.repository) : error
    })
    row = await readRepositoryRow(runtime, params.registry, params.repository)
  }
  if (!row || isGone(row)) throw notFound(params.repository)
  return { place, row }
}

const isGone = (row: KnownRepository) => row.missing_since !== null && row.source === 'opened'

const isMissing = (error: unknown) => ['not_found', 'repository_not_found'].includes(failureOf(error).code)

const notFound = (repository: string) =>
  new ApiError(
    'repository_not_found',
    `The registry has no repository “${repository}”, or does not show it to us.`,
  )
