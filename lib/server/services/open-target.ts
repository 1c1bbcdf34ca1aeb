import type { Freshness } from '#lib/api/common.ts'
import type { CompareTarget } from '#lib/api/compare.ts'
import { namespaceOf } from '#lib/api/names.ts'
import { worstFreshness } from '../compare/present-comparison.ts'
import type { Context } from '../context.ts'
import type { Place } from '../index/place.ts'
import { readBelow } from '../index/repositories-below.ts'
import type { RepositoryRow } from '../index/repository-page.ts'
import { inBackground } from '../index/single-flight.ts'
import { refreshTagList } from '../index/tag-list.ts'
import { ApiError } from '../problem.ts'
import { isResolvingAll } from '../sync/resolve-all.ts'
import { openRepository } from './open-repository.ts'
import { isTagListDue, tagsFreshness } from './present-repository.ts'

/** Of one side. Their tags are all judged for every page. */
const maxRepositories = 500
const maxTags = 100_000
/** How many lists of names a look at a namespace has read again at most; walks do the rest. */
const maxRefreshed = 50

export interface OpenTarget {
  readonly target: CompareTarget
  readonly places: readonly Place[]
  /** What stands before the `*`; null where the target is one repository. */
  readonly namespace: string | null
  /** As it is once everything that is due has been begun. */
  readonly readFreshness: () => Freshness
}

/**
 * The repositories that a side of a comparison is about; those whose names are due are read again in the background.
 * Throws `repository_not_found` where there is none, and `invalid_request` for more than one comparison can judge.
 */
export async function openTarget(context: Context, target: CompareTarget): Promise<OpenTarget> {
  const namespace = namespaceOf(target.repository)
  const opened =
    namespace === null
      ? [await openRepository(context, target)]
      : await openBelow(context, target.registry, namespace)
  const due = opened.filter(({ place, row }) => isTagListDue(place, row))
  for (const { place } of due.slice(0, maxRefreshed)) inBackground(refreshTagList(place))
  return {
    target,
    places: opened.map(({ place }) => place),
    namespace,
    readFreshness: () =>
      worstFreshness(opened.map(({ place, row }) => tagsFreshness(place, row, isResolvingAll(place)))),
  }
}

/**
 * The repositories of a registry that the index knows below a namespace. Throws `repository_not_found` where there is none, and
 * `invalid_request` for more than one comparison can judge.
 */
export async function openBelow(
  { runtime }: Pick<Context, 'runtime'>,
  id: string,
  namespace: string,
): Promise<{ place: Place; row: RepositoryRow }[]> {
  const registry = await runtime.registries.get(id)
  const rows = await readBelow(runtime.store, id, namespace, maxRepositories + 1)
  const tags = rows.reduce((sum, { tag_count }) => sum + (tag_count ?? 0), 0)
  if (rows.length === 0)
    throw new ApiError('repository_not_found', `Portolan knows no repository below “${id}/${namespace}”.`)
  if (rows.length > maxRepositories || tags > maxTags)
    throw new ApiError(
      'invalid_request',
      `“${id}/${namespace}*” are more than ${maxRepositories} repositories or ${maxTags} tags: name fewer.`,
      { issues: [{ path: 'query.target', message: 'stands for too many repositories or tags' }] },
    )
  return rows.map((row) => ({ place: { runtime, registry, repository: row.name }, row }))
}
