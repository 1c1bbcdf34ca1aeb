import { dateOf } from './dates.ts'
import type { RetentionRepository, RetentionTag } from './rules.ts'
import type { Verdict } from './verdict.ts'

/** What a run may take at most. */
export interface Guards {
  /** Of all tags of the repositories about which something could be decided. */
  readonly maxPercent: number
  readonly maxTags: number
  /** Tags that each repository has left. */
  readonly minLeft: number
  readonly onExceed: 'refuse' | 'trim'
}

export interface Evaluated {
  readonly repository: RetentionRepository
  /** One for each tag, in their order. */
  readonly verdicts: readonly Verdict[]
}

export interface Guarded {
  /** With what guards take back. A run that is refused has the verdicts that it would have had. */
  readonly evaluated: readonly Evaluated[]
  /** Deletions that guards took back. */
  readonly spared: number
  /** Which limit was exceeded: the run was cut down to `allowed`, or takes nothing. null: none was. */
  readonly exceeded: {
    readonly guard: 'maxTags' | 'maxPercent'
    readonly wanted: number
    readonly allowed: number
    readonly isRefused: boolean
  } | null
}

const minimumLeft: Verdict = { action: 'keep', reason: 'minimum_left', rule: null, detail: null }
const overLimit: Verdict = { action: 'keep', reason: 'over_limit', rule: null, detail: null }

/** Keeps a run within its guards. `now` in milliseconds since 1970. What is taken back is the newest first. */
export function applyGuards(guards: Guards, evaluated: readonly Evaluated[], now: number): Guarded {
  const withMinimum = evaluated.map((one) => leaveMinimum(one, guards.minLeft, now))
  const spared = countDeletions(evaluated) - countDeletions(withMinimum)
  const wanted = countDeletions(withMinimum)
  const total = evaluated.reduce(
    (sum, { repository }) => sum + (repository.doubt === null ? repository.tags.length : 0),
    0,
  )
  const byPercent = Math.floor((total * guards.maxPercent) / 100)
  const allowed = Math.min(guards.maxTags, byPercent)
  if (wanted <= allowed) return { evaluated: withMinimum, spared, exceeded: null }
  const exceeded = {
    guard: byPercent < guards.maxTags ? ('maxPercent' as const) : ('maxTags' as const),
    wanted,
    allowed,
    isRefused: guards.onExceed === 'refuse',
  }
  if (exceeded.isRefused) return { evaluated: withMinimum, spared, exceeded }
  const going = withMinimum.map(({ verdicts }) => deletionsOf(verdicts))
  const ages = withMinimum.map(({ repository }, at) =>
    (going[at] ?? []).map((i) => ageOrder(repository.tags[i], now)),
  )
  const newestAllowed = Float64Array.from(ages.flat()).sort()[allowed - 1] ?? Number.NEGATIVE_INFINITY
  // Of those with the very same date as many go as there is room for.
  let room = allowed - ages.flat().filter((age) => age < newestAllowed).length
  const trimmed = withMinimum.map((one, at): Evaluated => {
    const verdicts = [...one.verdicts]
    for (const [n, i] of (going[at] ?? []).entries()) {
      const age = ages[at]?.[n] ?? Number.MAX_VALUE
      if (age < newestAllowed || (age === newestAllowed && room-- > 0)) continue
      verdicts[i] = overLimit
    }
    return { ...one, verdicts }
  })
  return { evaluated: trimmed, spared: spared + wanted - allowed, exceeded }
}

function leaveMinimum({ repository, verdicts }: Evaluated, minLeft: number, now: number): Evaluated {
  const { tags } = repository
  // A tag without a manifest is nothing that could be left.
  const left = tags.filter((tag, i) => verdicts[i]?.action === 'keep' && tag.kind !== 'broken').length
  const going = deletionsOf(verdicts)
  if (left >= minLeft || going.length === 0) return { repository, verdicts }
  const newestFirst = going.toSorted((a, b) => ageOrder(tags[b], now) - ageOrder(tags[a], now))
  const spared = new Set(newestFirst.slice(0, minLeft - left))
  return { repository, verdicts: verdicts.map((verdict, i) => (spared.has(i) ? minimumLeft : verdict)) }
}

const deletionsOf = (verdicts: readonly Verdict[]) =>
  verdicts.flatMap(({ action }, i) => (action === 'delete' ? [i] : []))

function countDeletions(evaluated: readonly Evaluated[]): number {
  let count = 0
  for (const { verdicts } of evaluated) for (const { action } of verdicts) if (action === 'delete') count++
  return count
}

/** By creation where that is known, else by when it was first seen; what has neither counts as new. */
function ageOrder(tag: RetentionTag | undefined, now: number): number {
  if (!tag) return Number.MAX_VALUE
  const created = dateOf(tag, 'created', now, null)
  if (typeof created === 'number') return created
  const seen = dateOf(tag, 'firstSeen', now, null)
  return typeof seen === 'number' ? seen : Number.MAX_VALUE
}

/**
 * The digests of a repository all of whose tags go. Retention decides by tag, but what a kept tag is on stays: such a tag
 * is untagged and its digest lives.
 */
export function digestsGoing({ repository, verdicts }: Evaluated): Set<string> {
  const going = new Set<string>()
  // What nobody has read may be on any of them.
  if (repository.tags.some(({ digest, kind }) => digest === null && kind !== 'broken')) return going
  for (const [i, { digest }] of repository.tags.entries())
    if (digest !== null && verdicts[i]?.action === 'delete') going.add(digest)
  for (const [i, { digest }] of repository.tags.entries())
    if (digest !== null && verdicts[i]?.action === 'keep') going.delete(digest)
  return going
}
