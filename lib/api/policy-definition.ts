import './inputs/no-eval.ts'
import { z } from 'zod'
import { automationBeginning, Schedule } from './automation-definition.ts'
import { Glob, Globs } from './globs.ts'
import { parseMoment } from './quantities.ts'
import { kinds } from './tags.ts'

const Kind = z.enum(kinds)

const Count = z.number().int().nonnegative()
const atLeastOne = (most: number) =>
  z.number().int().min(1, 'must be at least 1').max(most, `must be at most ${most}`)

export const dateKinds = ['created', 'pushed', 'pulled', 'firstSeen'] as const
/** When the image says it was made; when the registry told of its last push or pull; when Portolan first saw the tag. */
export const DateKind = z.enum(dateKinds)
export type DateKind = z.infer<typeof DateKind>

/** `30d`: minutes m, hours h, days d, weeks w, years y. */
const Age = z.string().refine((text) => {
  const moment = parseMoment(text)
  return moment !== null && 'agoMs' in moment && moment.agoMs > 0
}, 'must be a time such as 12h, 30d or 1y')

/** An RE2 pattern that is found anywhere in the name. */
const Pattern = z.string().min(1, 'must not be empty').max(500, 'must have at most 500 characters')

/** Tags of other places, as globs. */
const TagPattern = z.strictObject({ registry: Glob.default('*'), repository: Glob.default('*'), tags: Globs })

/** Which tags a rule is about: those for which all of this holds. Without anything it is all of them. */
export const Selection = z.strictObject({
  tags: Globs.optional(),
  except: Globs.optional(),
  regex: Pattern.optional(),
  /** A semver range; `*`: every name that says a version. */
  version: z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters').optional(),
  kinds: z.array(Kind).min(1, 'must name at least one kind').max(20).optional(),
})

/** What a rule keeps of the tags that it selects: those for which any of this holds, or for which nobody can tell. */
export const Keeping = z.strictObject({
  /** So many with the newest date. */
  newest: z.strictObject({ count: atLeastOne(100_000), by: DateKind.default('created') }).optional(),
  /** Those whose date lies no further back. */
  within: z
    .strictObject({
      created: Age.optional(),
      pushed: Age.optional(),
      pulled: Age.optional(),
      firstSeen: Age.optional(),
    })
    .optional(),
  /** The last versions of each minor, and the last minors of each major. Pre-releases are kept only where they count. */
  versions: z
    .strictObject({
      patchesPerMinor: atLeastOne(10_000).optional(),
      minorsPerMajor: atLeastOne(10_000).optional(),
      prereleases: z.boolean().default(false),
    })
    .optional(),
  tags: Globs.optional(),
  regex: Pattern.optional(),
  /** Labels of the image or annotations of the manifest; without a value: that it has the label. */
  labels: z
    .array(z.strictObject({ key: z.string().min(1, 'must not be empty').max(200), value: Glob.optional() }))
    .min(1, 'must name at least one label')
    .max(20)
    .optional(),
  signed: z.literal(true).optional(),
  /** Its digest is also under a protected tag, or one of these, here or in another registry. */
  inUse: z
    .strictObject({ protected: z.boolean().default(true), under: z.array(TagPattern).max(20).default([]) })
    .optional(),
  /** Everything: the rule protects what it selects from the other rules. */
  all: z.literal(true).optional(),
})

export const PolicyRule = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters'),
  select: Selection.default({}),
  keep: Keeping.default({}),
})
export type PolicyRule = z.output<typeof PolicyRule>

/** What a run may take at most. */
export const PolicyGuards = z.strictObject({
  /** Of all tags of the repositories that the policy is about. */
  maxPercent: z.number().int().min(1, 'must be from 1 to 100').max(100, 'must be from 1 to 100').default(50),
  maxTags: atLeastOne(50_000).default(1_000),
  /** How many tags each repository has left. */
  minLeft: z.number().int().min(0).max(100_000).default(1),
  /** A run that would take more takes nothing, or as much as it may, the oldest first. */
  onExceed: z.enum(['refuse', 'trim']).default('refuse'),
})
export type PolicyGuards = z.output<typeof PolicyGuards>

/** What no rule selects is kept, and so is what any rule keeps. */
export const PolicyDefinition = z.strictObject({
  ...automationBeginning,
  /** `dry-run`: a run leaves a plan that nobody has executed. */
  mode: z.enum(['dry-run', 'delete']).default('dry-run'),
  registries: Globs.default(['*']),
  repositories: Globs.default(['*']),
  rules: z.array(PolicyRule).min(1, 'must have at least one rule').max(50, 'must have at most 50 rules'),
  guards: PolicyGuards.default(PolicyGuards.parse({})),
  schedule: Schedule.nullable().default(null),
  /** Signatures, attestations and SBOMs of what goes go along. */
  referrers: z.boolean().default(true),
})
export type PolicyDefinition = z.output<typeof PolicyDefinition>

const parts = PolicyDefinition.shape
/** What is named is changed, the rest stays. */
export const PolicyPatch = z.strictObject({
  name: parts.name.optional(),
  description: parts.description.unwrap().optional(),
  enabled: parts.enabled.unwrap().optional(),
  mode: parts.mode.unwrap().optional(),
  registries: parts.registries.unwrap().optional(),
  repositories: parts.repositories.unwrap().optional(),
  rules: parts.rules.optional(),
  guards: parts.guards.unwrap().optional(),
  schedule: parts.schedule.unwrap().optional(),
  referrers: parts.referrers.unwrap().optional(),
  /** The one that was looked at: 409 where somebody has changed it since. */
  version: Count.optional(),
})
export type PolicyPatch = z.output<typeof PolicyPatch>
