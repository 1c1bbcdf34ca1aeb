import type { CompiledRule } from './compile.ts'
import { type DateKind, dateOf } from './dates.ts'
import { type FullVersion, fullVersionOf, lastVersions } from './patches.ts'
import type { ProtectedBy } from './protection.ts'
import type { RetentionRepository, RetentionTag, TagPattern } from './rules.ts'
import type { KeepReason, Verdict } from './verdict.ts'

/** Digests under tags of some kind, in any registry, or below an index that is; each with one of those tags. */
export interface UsedDigests {
  readonly digests: ReadonlyMap<string, string>
  /** false: of some of those tags nobody has read where they point. */
  readonly isComplete: boolean
}

/** What rules need to know of the world beyond a repository. */
export interface RetentionFacts {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly protectedBy: ProtectedBy
  readonly underProtected: UsedDigests
  /** The same for the tags that match a pattern. */
  under(pattern: TagPattern): UsedDigests
}

/** A verdict for each tag of a repository, in their order. Guards are not asked yet. */
export function evaluateRepository(
  rules: readonly CompiledRule[],
  repository: RetentionRepository,
  facts: RetentionFacts,
): Verdict[] {
  const verdicts = new Verdicts()
  const { tags } = repository
  const decided = tags.map((tag) => decideBeforeRules(tag, repository, facts, verdicts))
  const byRule = rules.map((rule) => {
    const selected = tags.map((tag) => rule.selects(tag))
    // What nobody has read takes no place of what is there.
    const places = tags.filter((tag, i) => selected[i] && isRead(tag))
    return { rule, selected, judge: judgeOf(rule, places, repository, facts) }
  })
  return tags.map((tag, i) => {
    const before = decided[i]
    if (before) return before
    let first: string | null = null
    for (const { rule, selected, judge } of byRule) {
      if (!selected[i]) continue
      first ??= rule.name
      const kept = judge(tag)
      if (kept) return verdicts.keep(kept.reason, rule.name, kept.detail)
    }
    return first === null ? verdicts.keep('not_selected') : verdicts.delete(first)
  })
}

const isRead = ({ digest, kind }: RetentionTag) => digest !== null && kind !== null && kind !== 'broken'

function decideBeforeRules(
  tag: RetentionTag,
  { registry, repository, doubt }: RetentionRepository,
  facts: RetentionFacts,
  verdicts: Verdicts,
): Verdict | null {
  const protection = facts.protectedBy(registry, repository, tag.name)
  if (protection !== null) return verdicts.keep('protected', null, protection)
  if (doubt !== null) return verdicts.keep('repository_unknown', null, doubt)
  if (tag.kind === 'broken') return verdicts.keep('broken')
  return isRead(tag) ? null : verdicts.keep('unread')
}

interface Kept {
  readonly reason: KeepReason
  readonly detail: string | null
}

/** Says why a rule keeps a tag: what is certain first, then what nobody can tell; null: it does not. */
function judgeOf(
  { keep, keepsName, keepsRegex, keepsLabel }: CompiledRule,
  places: readonly RetentionTag[],
  { pullsToldSince }: RetentionRepository,
  facts: RetentionFacts,
): (tag: RetentionTag) => Kept | null {
  const { newest, versions, inUse } = keep
  const dateBy = (tag: RetentionTag, kind: DateKind) => dateOf(tag, kind, facts.now, pullsToldSince)
  const nthNewest = newest ? nthNewestDate(places, newest.count, (tag) => dateBy(tag, newest.by)) : 0
  const ages = (Object.entries(keep.withinMs ?? {}) as [DateKind, number | undefined][]).flatMap(
    ([kind, ms]) => (ms === undefined ? [] : [{ kind, since: facts.now - ms }]),
  )
  const isLast = versions ? lastVersions(versionsOf(places, versions.prereleases), versions) : null
  const used = inUse
    ? [...(inUse.protected ? [facts.underProtected] : []), ...inUse.under.map((p) => facts.under(p))]
    : []
  return (tag) => {
    if (keep.all) return { reason: 'all', detail: null }
    if (keepsName?.(tag.name)) return { reason: 'name', detail: null }
    if (keepsRegex?.(tag.name)) return { reason: 'regex', detail: null }
    if (keep.signed && tag.signed) return { reason: 'signed', detail: null }
    if (keepsLabel && tag.labels?.some(keepsLabel)) return { reason: 'label', detail: null }
    for (const { digests } of used) {
      const where = digests.get(tag.digest ?? '')
      if (where !== undefined) return { reason: 'in_use', detail: where }
    }
    let doubt: Kept | null = null
    if (newest) {
      const date = dateBy(tag, newest.by)
      if (typeof date !== 'number') doubt = { reason: date, detail: newest.by }
      else if (date >= nthNewest) return { reason: 'newest', detail: newest.by }
    }
    for (const { kind, since } of ages) {
      const date = dateBy(tag, kind)
      if (typeof date !== 'number') doubt ??= { reason: date, detail: kind }
      else if (date >= since) return { reason: 'within', detail: kind }
    }
    if (isLast) {
      const version = fullVersionOf(tag.name)
      if (!version) doubt ??= { reason: 'not_a_version', detail: null }
      else if ((version.prerelease === null || versions?.prereleases) && isLast(version))
        return { reason: 'version', detail: null }
    }
    if (used.some(({ isComplete }) => !isComplete)) doubt ??= { reason: 'in_use_unknown', detail: null }
    if (keep.signed && tag.signed === null) doubt ??= { reason: 'signed_unknown', detail: null }
    if (keepsLabel && tag.labels === null) doubt ??= { reason: 'labels_unknown', detail: null }
    return doubt
  }
}

/** The date from which on a tag is among so many newest. Those with the same date as the last of them are, too. */
function nthNewestDate(
  places: readonly RetentionTag[],
  count: number,
  dateBy: (tag: RetentionTag) => number | string,
): number {
  const dates: number[] = []
  for (const tag of places) {
    const date = dateBy(tag)
    if (typeof date === 'number') dates.push(date)
  }
  if (dates.length <= count) return Number.NEGATIVE_INFINITY
  return Float64Array.from(dates).sort()[dates.length - count] ?? Number.NEGATIVE_INFINITY
}

function versionsOf(places: readonly RetentionTag[], withPrereleases: boolean): FullVersion[] {
  const versions: FullVersion[] = []
  for (const { name } of places) {
    const version = fullVersionOf(name)
    if (version && (withPrereleases || version.prerelease === null)) versions.push(version)
  }
  return versions
}

/** Hands out the same object for the same verdict: a million tags have a few dozen of them. */
class Verdicts {
  readonly #known = new Map<string, Verdict>()

  keep(reason: KeepReason, rule: string | null = null, detail: string | null = null): Verdict {
    return this.#one({ action: 'keep', reason, rule, detail })
  }

  delete(rule: string): Verdict {
    return this.#one({ action: 'delete', reason: 'no_rule_keeps_it', rule, detail: null })
  }

  #one(verdict: Verdict): Verdict {
    const key = `${verdict.reason}\n${verdict.rule}\n${verdict.detail}`
    const known = this.#known.get(key)
    if (known) return known
    this.#known.set(key, verdict)
    return verdict
  }
}
