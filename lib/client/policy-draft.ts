import {
  type DateKind,
  dateKinds,
  type PolicyDefinition,
  type PolicyRule,
} from '#lib/api/policy-definition.ts'
import {
  type DraftFault,
  type DraftIssue,
  type DraftResult,
  given,
  listOf,
  scheduleOf,
  textOf,
  wordsOf,
} from './form-draft.ts'

/** A rule as a form holds it: every list and number is the text that is being typed. */
export interface RuleDraft {
  readonly key: string
  readonly name: string
  readonly tags: string
  readonly except: string
  readonly regex: string
  readonly version: string
  readonly kinds: PolicyDefinition['rules'][number]['select']['kinds']
  readonly keepNewest: string
  readonly keepNewestBy: DateKind
  readonly keepWithin: Readonly<Record<DateKind, string>>
  readonly keepVersions: boolean
  readonly patchesPerMinor: string
  readonly minorsPerMajor: string
  readonly prereleases: boolean
  readonly keepTags: string
  readonly keepRegex: string
  readonly keepLabels: string
  readonly keepSigned: boolean
  readonly keepProtected: boolean
  readonly keepUnder: string
  readonly keepAll: boolean
}

export interface PolicyDraft {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly enabled: boolean
  readonly isDryRun: boolean
  readonly registries: string
  readonly repositories: string
  readonly rules: readonly RuleDraft[]
  readonly maxPercent: string
  readonly maxTags: string
  readonly minLeft: string
  readonly isTrimming: boolean
  readonly cron: string
  readonly timezone: string
  readonly referrers: boolean
}

const noDates = { created: '', pushed: '', pulled: '', firstSeen: '' } as const

export const emptyRule = (name: string): RuleDraft => ({
  key: crypto.randomUUID(),
  name,
  tags: '',
  except: '',
  regex: '',
  version: '',
  kinds: undefined,
  keepNewest: '',
  keepNewestBy: 'created',
  keepWithin: noDates,
  keepVersions: false,
  patchesPerMinor: '',
  minorsPerMajor: '',
  prereleases: false,
  keepTags: '',
  keepRegex: '',
  keepLabels: '',
  keepSigned: false,
  keepProtected: false,
  keepUnder: '',
  keepAll: false,
})

/** What somebody begins with: builds older than a month go, but the newest ten. */
export const emptyPolicy = (name: string, ruleName: string): PolicyDraft => ({
  id: '',
  name,
  description: '',
  enabled: true,
  isDryRun: true,
  registries: '*',
  repositories: '*',
  rules: [
    {
      ...emptyRule(ruleName),
      tags: 'build-*, pr-*',
      keepNewest: '10',
      keepWithin: { ...noDates, created: '30d' },
    },
  ],
  maxPercent: '50',
  maxTags: '1000',
  minLeft: '1',
  isTrimming: false,
  cron: '',
  timezone: 'UTC',
  referrers: true,
})

export function draftOf(id: string, definition: PolicyDefinition): PolicyDraft {
  const { rules, guards, schedule, registries, repositories, mode, ...rest } = definition
  return {
    id,
    ...rest,
    isDryRun: mode === 'dry-run',
    registries: registries.join(', '),
    repositories: repositories.join(', '),
    rules: rules.map(ruleDraftOf),
    maxPercent: String(guards.maxPercent),
    maxTags: String(guards.maxTags),
    minLeft: String(guards.minLeft),
    isTrimming: guards.onExceed === 'trim',
    cron: schedule?.cron ?? '',
    timezone: schedule?.timezone ?? 'UTC',
  }
}

function ruleDraftOf({ name, select, keep }: PolicyDefinition['rules'][number]): RuleDraft {
  const { newest, within, versions, inUse } = keep
  return {
    ...emptyRule(name),
    tags: select.tags?.join(', ') ?? '',
    except: select.except?.join(', ') ?? '',
    regex: select.regex ?? '',
    version: select.version ?? '',
    kinds: select.kinds,
    keepNewest: newest ? String(newest.count) : '',
    keepNewestBy: newest?.by ?? 'created',
    keepWithin: { ...noDates, ...within },
    keepVersions: versions !== undefined,
    patchesPerMinor: versions?.patchesPerMinor?.toString() ?? '',
    minorsPerMajor: versions?.minorsPerMajor?.toString() ?? '',
    prereleases: versions?.prereleases ?? false,
    keepTags: keep.tags?.join(', ') ?? '',
    keepRegex: keep.regex ?? '',
    keepLabels: keep.labels?.map(({ key, value }) => (value ? `${key}=${value}` : key)).join(', ') ?? '',
    keepSigned: keep.signed ?? false,
    keepProtected: inUse?.protected ?? false,
    keepUnder:
      inUse?.under.flatMap((p) => p.tags.map((tag) => `${p.registry}/${p.repository}:${tag}`)).join(', ') ??
      '',
    keepAll: keep.all ?? false,
  }
}

/** The policy that a form says. */
export function definitionOf(draft: PolicyDraft): DraftResult<PolicyDefinition> {
  const issues = faultsOf(draft)
  if (issues.length > 0) return { issues }
  return {
    definition: {
      name: draft.name.trim(),
      description: draft.description.trim(),
      enabled: draft.enabled,
      mode: draft.isDryRun ? 'dry-run' : 'delete',
      registries: wordsOf(draft.registries),
      repositories: wordsOf(draft.repositories),
      rules: draft.rules.map(ruleOf),
      guards: {
        maxPercent: Number(draft.maxPercent),
        maxTags: Number(draft.maxTags),
        minLeft: Number(draft.minLeft),
        onExceed: draft.isTrimming ? 'trim' : 'refuse',
      },
      schedule: scheduleOf(draft),
      referrers: draft.referrers,
    },
  }
}

function faultsOf(draft: PolicyDraft): DraftIssue[] {
  const issues: DraftIssue[] = []
  const check = (path: string, isRight: boolean, fault: DraftFault) => {
    if (!isRight) issues.push({ path, fault })
  }
  const isBetween = (text: string, least: number, most: number) =>
    /^\d{1,9}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most
  check('name', draft.name.trim() !== '', 'empty')
  check('registries', wordsOf(draft.registries).length > 0, 'empty')
  check('repositories', wordsOf(draft.repositories).length > 0, 'empty')
  check('guards.maxPercent', isBetween(draft.maxPercent, 1, 100), 'number')
  check('guards.maxTags', isBetween(draft.maxTags, 1, 50_000), 'number')
  check('guards.minLeft', isBetween(draft.minLeft, 0, 100_000), 'number')
  for (const [at, rule] of draft.rules.entries()) {
    const path = (rest: string) => `rules.${at}.${rest}`
    const isCount = (text: string, most: number) => text.trim() === '' || isBetween(text, 1, most)
    check(path('name'), rule.name.trim() !== '', 'empty')
    check(path('keep.newest'), isCount(rule.keepNewest, 100_000), 'number')
    check(path('keep.versions.patchesPerMinor'), isCount(rule.patchesPerMinor, 10_000), 'number')
    check(path('keep.versions.minorsPerMajor'), isCount(rule.minorsPerMajor, 10_000), 'number')
    for (const kind of dateKinds) {
      const age = rule.keepWithin[kind].trim()
      check(path(`keep.within.${kind}`), age === '' || /^0*[1-9]\d{0,4}[mhdwy]$/.test(age), 'age')
    }
  }
  return issues
}

const countOf = (text: string) => (text.trim() ? Number(text) : undefined)

function ruleOf(rule: RuleDraft): PolicyRule {
  const within = Object.fromEntries(
    dateKinds.flatMap((kind) => (rule.keepWithin[kind].trim() ? [[kind, rule.keepWithin[kind].trim()]] : [])),
  )
  const under = wordsOf(rule.keepUnder).map(patternOf)
  return {
    name: rule.name.trim(),
    select: {
      ...given('tags', listOf(rule.tags)),
      ...given('except', listOf(rule.except)),
      ...given('regex', textOf(rule.regex)),
      ...given('version', textOf(rule.version)),
      ...given('kinds', rule.kinds),
    },
    keep: {
      ...(rule.keepNewest.trim()
        ? { newest: { count: Number(rule.keepNewest), by: rule.keepNewestBy } }
        : {}),
      ...(Object.keys(within).length > 0 ? { within } : {}),
      ...(rule.keepVersions
        ? {
            versions: {
              ...given('patchesPerMinor', countOf(rule.patchesPerMinor)),
              ...given('minorsPerMajor', countOf(rule.minorsPerMajor)),
              prereleases: rule.prereleases,
            },
          }
        : {}),
      ...given('tags', listOf(rule.keepTags)),
      ...given('regex', textOf(rule.keepRegex)),
      ...given('labels', listOf(rule.keepLabels)?.map(labelOf)),
      ...(rule.keepSigned ? { signed: true as const } : {}),
      ...(rule.keepProtected || under.length > 0 ? { inUse: { protected: rule.keepProtected, under } } : {}),
      ...(rule.keepAll ? { all: true as const } : {}),
    },
  }
}

function labelOf(text: string) {
  const [, key = text, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  return { key, ...given('value', value) }
}

/** `registry/repository:tag`, each a glob; a part that is not there is anything. */
function patternOf(text: string) {
  const tagAt = text.lastIndexOf(':')
  const place = tagAt < 0 ? text : text.slice(0, tagAt)
  const slash = place.indexOf('/')
  return {
    registry: (slash < 0 ? place : place.slice(0, slash)) || '*',
    repository: (slash < 0 ? '' : place.slice(slash + 1)) || '*',
    tags: [tagAt < 0 ? '*' : text.slice(tagAt + 1) || '*'],
  }
}
