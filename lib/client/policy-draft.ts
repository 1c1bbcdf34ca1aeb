import type { z } from 'zod'
import { type DateKind, dateKinds, PolicyDefinition, PolicyId } from '#lib/api/policy-definition.ts'

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

const words = (text: string) => text.split(/[\s,]+/).filter(Boolean)
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

export interface DraftIssue {
  /** As in the definition: `rules.0.keep.regex`. */
  readonly path: string
  readonly message: string
}

/** The policy that a form says, or where it says none. */
export function definitionOf(
  draft: PolicyDraft,
): { readonly definition: PolicyDefinition } | { readonly issues: readonly DraftIssue[] } {
  const parsed = PolicyDefinition.safeParse({
    name: draft.name,
    description: draft.description,
    enabled: draft.enabled,
    mode: draft.isDryRun ? 'dry-run' : 'delete',
    registries: words(draft.registries),
    repositories: words(draft.repositories),
    rules: draft.rules.map(ruleOf),
    guards: {
      maxPercent: numberOf(draft.maxPercent),
      maxTags: numberOf(draft.maxTags),
      minLeft: numberOf(draft.minLeft),
      onExceed: draft.isTrimming ? 'trim' : 'refuse',
    },
    schedule: draft.cron.trim() ? { cron: draft.cron, timezone: draft.timezone.trim() } : null,
    referrers: draft.referrers,
  })
  if (parsed.success) return { definition: parsed.data }
  return { issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) }
}

/** Whether it can be an address. */
export const isPolicyId = (id: string) => PolicyId.safeParse(id).success

const given = <T>(key: string, value: T | undefined) => (value === undefined ? {} : { [key]: value })
const textOf = (text: string) => text.trim() || undefined
const listOf = (text: string) => (words(text).length > 0 ? words(text) : undefined)
/** What is no number stays the text that it is, and is told as a mistake. */
const numberOf = (text: string) => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : text)
const countOf = (text: string) => (text.trim() ? numberOf(text) : undefined)

function ruleOf(rule: RuleDraft): z.input<typeof PolicyDefinition>['rules'][number] {
  const within = Object.fromEntries(
    dateKinds.flatMap((kind) => (rule.keepWithin[kind].trim() ? [[kind, rule.keepWithin[kind].trim()]] : [])),
  )
  const under = words(rule.keepUnder).map(patternOf)
  return {
    name: rule.name,
    select: {
      ...given('tags', listOf(rule.tags)),
      ...given('except', listOf(rule.except)),
      ...given('regex', textOf(rule.regex)),
      ...given('version', textOf(rule.version)),
      ...given('kinds', rule.kinds),
    },
    keep: {
      ...(rule.keepNewest.trim()
        ? { newest: { count: numberOf(rule.keepNewest) as number, by: rule.keepNewestBy } }
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
