import type { MirrorDefinition } from '#lib/api/mirror-definition.ts'
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

/** A mirror as its form holds it: every list is the text that is being typed. */
export interface MirrorDraft {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly enabled: boolean
  readonly isDryRun: boolean
  readonly fromRegistry: string
  readonly repositories: string
  readonly toRegistry: string
  readonly prefix: string
  readonly strip: string
  readonly patterns: string
  readonly except: string
  readonly semver: string
  readonly platforms: string
  readonly referrers: boolean
  readonly overwrite: boolean
  readonly deleteVanished: boolean
  readonly cron: string
  readonly timezone: string
}

/** What somebody begins with: it says neither where from nor where to. */
export const emptyMirror = (name: string): MirrorDraft => ({
  id: '',
  name,
  description: '',
  enabled: true,
  isDryRun: false,
  fromRegistry: '',
  repositories: '',
  toRegistry: '',
  prefix: '',
  strip: '',
  patterns: '',
  except: '',
  semver: '',
  platforms: '',
  referrers: true,
  overwrite: false,
  deleteVanished: false,
  cron: '',
  timezone: 'UTC',
})

export function draftOf(id: string, definition: MirrorDefinition): MirrorDraft {
  const { from, to, tags, platforms, schedule, dryRun, ...rest } = definition
  return {
    id,
    ...rest,
    isDryRun: dryRun,
    fromRegistry: from.registry,
    repositories: from.repositories.join(', '),
    toRegistry: to.registry,
    prefix: to.prefix,
    strip: to.strip,
    patterns: tags.patterns?.join(', ') ?? '',
    except: tags.except?.join(', ') ?? '',
    semver: tags.semver ?? '',
    platforms: platforms?.join(', ') ?? '',
    cron: schedule?.cron ?? '',
    timezone: schedule?.timezone ?? 'UTC',
  }
}

/** The mirror that a form says. */
export function definitionOf(draft: MirrorDraft): DraftResult<MirrorDefinition> {
  const issues = faultsOf(draft)
  if (issues.length > 0) return { issues }
  const { enabled, referrers, overwrite, deleteVanished } = draft
  return {
    definition: {
      name: draft.name.trim(),
      description: draft.description.trim(),
      enabled,
      from: { registry: draft.fromRegistry, repositories: wordsOf(draft.repositories) },
      to: { registry: draft.toRegistry, prefix: draft.prefix.trim(), strip: draft.strip.trim() },
      tags: {
        ...given('patterns', listOf(draft.patterns)),
        ...given('except', listOf(draft.except)),
        ...given('semver', textOf(draft.semver)),
      },
      platforms: listOf(draft.platforms) ?? null,
      referrers,
      overwrite,
      schedule: scheduleOf(draft),
      dryRun: draft.isDryRun,
      deleteVanished,
    },
  }
}

const isBeginning = (text: string) => /^(?:[a-z0-9][a-z0-9._/-]*)?$/.test(text.trim())
const isPlatform = (text: string) => /^[^/\s:]+\/[^/\s:]+(?:\/[^/\s:]+)?(?::[^/\s:]+)?$/.test(text)

function faultsOf(draft: MirrorDraft): DraftIssue[] {
  const checks: readonly (readonly [path: string, isRight: boolean, fault: DraftFault])[] = [
    ['name', draft.name.trim() !== '', 'empty'],
    ['from.registry', draft.fromRegistry !== '', 'empty'],
    ['from.repositories', wordsOf(draft.repositories).length > 0, 'empty'],
    ['to.registry', draft.toRegistry !== '', 'empty'],
    ['to.prefix', isBeginning(draft.prefix), 'beginning'],
    ['to.strip', isBeginning(draft.strip), 'beginning'],
    ['platforms', wordsOf(draft.platforms).every(isPlatform), 'platform'],
  ]
  return checks.flatMap(([path, isRight, fault]) => (isRight ? [] : [{ path, fault }]))
}
