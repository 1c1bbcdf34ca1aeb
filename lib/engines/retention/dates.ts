export type DateKind = 'created' | 'pushed' | 'pulled' | 'firstSeen'

/** Why a date says nothing about an age. */
export type DateDoubt = 'no_date' | 'date_meaningless' | 'date_in_future' | 'pulls_unknown'

export interface DatedTag {
  readonly created: number | null
  readonly pushed: number | null
  readonly pulled: number | null
  readonly firstSeen: number | null
}

/** Year 1, the epoch, and 1980-01-01T00:00:01Z of Cloud Native Buildpacks say "reproducible" and nothing more. */
const newestPlaceholderMs = Date.UTC(1980, 0, 2)
/** Clocks differ; a date further ahead is none. */
const aheadMs = 24 * 60 * 60_000

/**
 * A date of a tag that can be compared, in milliseconds since 1970, or why there is none: an unknown age is never a great
 * age. A tag that was never pulled counts as pulled when its registry began to tell of pulls: before, nobody knows.
 */
export function dateOf(
  tag: DatedTag,
  kind: DateKind,
  now: number,
  pullsToldSince: number | null,
): number | DateDoubt {
  let at = tag[kind]
  if (at === null && kind === 'pulled') {
    if (pullsToldSince === null) return 'pulls_unknown'
    at = pullsToldSince
  }
  if (at === null || Number.isNaN(at)) return 'no_date'
  if (at < newestPlaceholderMs) return 'date_meaningless'
  return at > now + aheadMs ? 'date_in_future' : at
}
