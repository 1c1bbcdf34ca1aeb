import './inputs/no-eval.ts'
import { z } from 'zod'
import { automationBeginning, Schedule } from './automation-definition.ts'
import { RegistryId } from './common.ts'
import { PlatformName } from './copy-plan.ts'
import { Globs } from './globs.ts'

/** The beginning of a repository's name, such as `mirror/`; empty: none. */
const NameBeginning = z
  .string()
  .max(200, 'must have at most 200 characters')
  .regex(/^(?:[a-z0-9][a-z0-9._/-]*)?$/, 'must be the beginning of a repository name, such as mirror/')

/** Which tags of a repository come: those for which all of this holds. Without anything it is all of them. */
export const MirrorTags = z.strictObject({
  patterns: Globs.optional(),
  except: Globs.optional(),
  /** A semver range: what is no version does not come then. */
  semver: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(200, 'must have at most 200 characters')
    .optional(),
})
export type MirrorTags = z.output<typeof MirrorTags>

export const MirrorDefinition = z.strictObject({
  ...automationBeginning,
  from: z.strictObject({ registry: RegistryId, repositories: Globs }),
  /** A repository arrives under its name, without `strip` where it begins with that, and with `prefix` before it. */
  to: z.strictObject({
    registry: RegistryId,
    prefix: NameBeginning.default(''),
    strip: NameBeginning.default(''),
  }),
  tags: MirrorTags.default({}),
  /** Which platforms of an index come along; null: the index as it is. */
  platforms: z.array(PlatformName).min(1, 'must name at least one platform').max(50).nullable().default(null),
  referrers: z.boolean().default(true),
  /** A tag that is on another digest in the target is moved; otherwise it stays, and the run says so. */
  overwrite: z.boolean().default(false),
  schedule: Schedule.nullable().default(null),
  /** Runs count what they would do, and do nothing. */
  dryRun: z.boolean().default(false),
  /** Tags that this mirror brought, and that are gone from the source, are deleted in the target. That can be undone. */
  deleteVanished: z.boolean().default(false),
})
export type MirrorDefinition = z.output<typeof MirrorDefinition>

const parts = MirrorDefinition.shape
/** What is named is changed, the rest stays. */
export const MirrorPatch = z.strictObject({
  name: parts.name.optional(),
  description: parts.description.unwrap().optional(),
  enabled: parts.enabled.unwrap().optional(),
  from: parts.from.optional(),
  to: parts.to.optional(),
  tags: parts.tags.unwrap().optional(),
  platforms: parts.platforms.unwrap().optional(),
  referrers: parts.referrers.unwrap().optional(),
  overwrite: parts.overwrite.unwrap().optional(),
  schedule: parts.schedule.unwrap().optional(),
  dryRun: parts.dryRun.unwrap().optional(),
  deleteVanished: parts.deleteVanished.unwrap().optional(),
  /** The one that was looked at: 409 where somebody has changed it since. */
  version: z.number().int().nonnegative().optional(),
})
