import { globFilter } from '../names/glob.ts'
import { PatternError, regexFilter, versionFilter } from '../names/name-filter.ts'
import { semverOf } from '../versions/version-key.ts'
import type { Keeping, RetentionTag, Rule, Selection } from './rules.ts'

export interface CompiledRule {
  readonly name: string
  readonly selects: (tag: RetentionTag) => boolean
  readonly keep: Keeping
  /** Criteria on the name alone. */
  readonly keepsName: ((name: string) => boolean) | null
  readonly keepsRegex: ((name: string) => boolean) | null
  readonly keepsLabel: ((label: { readonly key: string; readonly value: string }) => boolean) | null
}

/** A pattern of a rule that is none; `path` leads from the list of rules to it. */
export interface RuleMistake {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** Rules whose patterns are understood, or all the mistakes in them. */
export function compileRules(
  rules: readonly Rule[],
): { readonly rules: CompiledRule[] } | { readonly mistakes: RuleMistake[] } {
  const mistakes: RuleMistake[] = []
  const attempt = <T>(path: readonly (string | number)[], make: () => T): T | null => {
    try {
      return make()
    } catch (error) {
      if (!(error instanceof PatternError)) throw error
      mistakes.push({ path, message: error.message })
      return null
    }
  }
  const compiled = rules.map(({ name, select, keep }, i): CompiledRule => {
    const { regex, version } = select
    const isRegex = regex === undefined ? null : attempt([i, 'select', 'regex'], () => regexFilter(regex))
    const isVersion =
      version === undefined ? null : attempt([i, 'select', 'version'], () => versionsIn(version))
    const { regex: kept } = keep
    return {
      name,
      selects: selectorOf(select, isRegex, isVersion),
      keep,
      keepsName: keep.tags ? globFilter(keep.tags) : null,
      keepsRegex: kept === undefined ? null : attempt([i, 'keep', 'regex'], () => regexFilter(kept)),
      keepsLabel: keep.labels ? labelFilter(keep.labels) : null,
    }
  })
  return mistakes.length > 0 ? { mistakes } : { rules: compiled }
}

/** `*` is every version, pre-releases too; semver's own `*` leaves those out. */
const versionsIn = (range: string) =>
  range.trim() === '*' ? (name: string) => semverOf(name) !== null : versionFilter(range)

type NameFilter = ((name: string) => boolean) | null

function selectorOf({ tags, except, kinds }: Selection, isRegex: NameFilter, isVersion: NameFilter) {
  const isNamed = tags ? globFilter(tags) : null
  const isExcepted = except ? globFilter(except) : null
  const isKind = kinds ? new Set(kinds) : null
  return ({ name, kind }: RetentionTag) =>
    (isKind === null || (kind !== null && isKind.has(kind))) &&
    (isNamed === null || isNamed(name)) &&
    (isExcepted === null || !isExcepted(name)) &&
    (isRegex === null || isRegex(name)) &&
    (isVersion === null || isVersion(name))
}

function labelFilter(wanted: NonNullable<Keeping['labels']>) {
  const filters = wanted.map(({ key, value }) => ({ key, isValue: globFilter([value ?? '*']) }))
  return (label: { readonly key: string; readonly value: string }) =>
    filters.some(({ key, isValue }) => key === label.key && isValue(label.value))
}
