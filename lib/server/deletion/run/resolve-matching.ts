import type { Matching, RequestedItem } from '#lib/api/deletions.ts'
import { maxMatching } from '#lib/api/deletions.ts'
import type { Context } from '../../context.ts'
import { probeReferrers } from '../../index/probe-referrers.ts'
import { readTagPage } from '../../index/tag-page.ts'
import { ApiError } from '../../problem.ts'
import { openRepository } from '../../services/open-repository.ts'
import { createPatience } from './patience.ts'
import { readTagsNow } from './read-tags.ts'

/**
 * The tags that the list of a repository shows under these filters, by the same code, once every tag was looked at again.
 * What is not known of a tag matches no filter, as in the list. Throws the registry's failure, and `invalid_request` where
 * there are more than can be done at once.
 */
export async function resolveMatching(context: Context, matching: Matching): Promise<RequestedItem[]> {
  const { registry, repository, except, referrers = false, ...filters } = matching
  const { place } = await openRepository(context, { registry, repository })
  await readTagsNow(place, createPatience(context.signal))
  if (filters.signed !== undefined) await probeReferrers(place)
  const { rows, nextCursor } = await readTagPage(place, {
    ...filters,
    referrers,
    limit: maxMatching,
    sort: 'name',
    order: 'asc',
  })
  if (nextCursor !== null) {
    const detail = `More than ${maxMatching} tags match in ${repository}: narrow the filter.`
    throw new ApiError('invalid_request', detail)
  }
  const left = new Set(except)
  return rows.flatMap(({ name, digest }) =>
    left.has(name)
      ? []
      : [{ registry, repository, tag: name, ...(digest === null ? {} : { expected: digest }) }],
  )
}
