import type { Freshness } from '#lib/api/common.ts'
import type { Repository } from '#lib/api/repositories.ts'
import { isOlderThan, maxAgeMs, tagAgesMs } from '../index/clock.ts'
import type { Place } from '../index/place.ts'
import type { RepositoryRow } from '../index/repository-page.ts'
import { isTagListUnderWay } from '../index/tag-list.ts'

const toDate = (text: string | null) => (text ? new Date(text) : null)

export const toTime = (value: string | Date | null) => (value === null ? null : new Date(value).toISOString())

export function presentRepository(place: Place, row: RepositoryRow): Repository {
  return {
    registry: place.registry.settings.id,
    name: row.name,
    tagCount: row.tag_count,
    size: row.size_bytes === null ? null : Number(row.size_bytes),
    lastPushedAt: toTime(row.last_pushed_at),
    lastPulledAt: toTime(row.last_pulled_at),
    empty: row.tag_count === 0,
    firstSeenAt: new Date(row.first_seen_at).toISOString(),
    source: row.source,
    freshness: tagsFreshness(place, row, false),
  }
}

/** `isResolving`: rows that are shown are being looked up. */
export function tagsFreshness(place: Place, row: RepositoryRow, isResolving: boolean): Freshness {
  const isRefreshing = isResolving || isTagListUnderWay(place)
  // A list that is gone is an answer, not a failure to get one.
  const problem = row.tags_problem && !isAnswer(row.tags_problem.code) ? row.tags_problem : null
  return {
    asOf: toTime(row.tags_listed_at),
    state: isRefreshing
      ? 'refreshing'
      : problem
        ? 'unreachable'
        : isOlderThan(toDate(row.tags_listed_at), tagAgesMs(place.registry.settings).tag * 5)
          ? 'stale'
          : 'fresh',
    problem,
  }
}

const isAnswer = (code: string) => code === 'not_found' || code === 'repository_not_found'

/** Whether the names are due to be read again; what failed lately is left alone for a moment. */
export const isTagListDue = ({ registry }: Pick<Place, 'registry'>, row: RepositoryRow) =>
  isOlderThan(toDate(row.tags_listed_at), tagAgesMs(registry.settings).list) &&
  isOlderThan(toDate(row.tags_failed_at), maxAgeMs.failure)
