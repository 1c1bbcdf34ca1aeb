import { z } from 'zod'
import { Bytes, Digest, pageOf, Time } from './common.ts'
import { PolicyRunCounts } from './policy-run.ts'
import { Kind } from './tags.ts'

const Count = z.number().int().nonnegative()

export const verdictReasons = [
  'no_rule_keeps_it',
  'not_selected',
  'protected',
  'newest',
  'within',
  'version',
  'name',
  'regex',
  'label',
  'signed',
  'in_use',
  'all',
  'no_date',
  'date_meaningless',
  'date_in_future',
  'pulls_unknown',
  'not_a_version',
  'labels_unknown',
  'signed_unknown',
  'in_use_unknown',
  'unread',
  'broken',
  'repository_unknown',
  'minimum_left',
  'over_limit',
] as const
export type VerdictReason = (typeof verdictReasons)[number]

/** Why nothing is decided in a repository. */
export const repositoryDoubts = [
  'never_walked',
  'walked_long_ago',
  'walk_failed',
  'tags_unread',
  'read_only',
] as const
export type RepositoryDoubt = (typeof repositoryDoubts)[number]

/** Every tag of the repositories that the policy is about, with what would become of it. */
export const PolicyPreviewTag = z.object({
  registry: z.string(),
  repository: z.string(),
  name: z.string(),
  digest: Digest.nullable(),
  kind: Kind.nullable(),
  size: Bytes.nullable(),
  createdAt: Time.nullable(),
  pushedAt: Time.nullable(),
  pulledAt: Time.nullable(),
  firstSeenAt: Time.nullable(),
  action: z.enum(['keep', 'delete']),
  reason: z.enum(verdictReasons),
  /** The rule that decided; null where none did. */
  rule: z.string().nullable(),
  /** Which date, which protection, where its digest is in use, or why its repository is not known well enough. */
  detail: z.string().nullable(),
  /** The digest stays although the tag goes: another tag, which stays, is on it. */
  digestStays: z.boolean(),
})
export type PolicyPreviewTag = z.infer<typeof PolicyPreviewTag>

export const PolicyPreview = pageOf(PolicyPreviewTag)
  .omit({ freshness: true })
  .extend({
    /** Name it in the next question, and the same evaluation is paged and filtered. */
    asOf: Time,
    counts: PolicyRunCounts.extend({
      toKeep: Count,
      /** Digests all of whose tags go. */
      digests: Count,
      /**
       * Distinct blobs and manifests of those digests, each once a registry: at most so much comes free, for what stays may hold some
       * of it. null: it is not known, or there are too many to add up.
       */
      bytesAtMost: Bytes.nullable(),
      /** Of them, those of unknown size. */
      unknownSizes: Count,
    }),
    reasons: z.array(
      z.object({
        action: z.enum(['keep', 'delete']),
        reason: z.enum(verdictReasons),
        rule: z.string().nullable(),
        count: Count,
      }),
    ),
    /** The guard that stands in the way of a run: it would be refused, or cut down to `allowed`. */
    exceeded: z
      .object({
        guard: z.enum(['maxTags', 'maxPercent']),
        wanted: Count,
        allowed: Count,
        isRefused: z.boolean(),
      })
      .nullable(),
    /** Repositories in which nothing is decided and why, one hundred at most. */
    skipped: z.array(
      z.object({ registry: z.string(), repository: z.string(), reason: z.enum(repositoryDoubts) }),
    ),
  })
export type PolicyPreview = z.infer<typeof PolicyPreview>

export const PreviewQuery = z.strictObject({
  limit: z.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(200).optional(),
  /** Of an evaluation before. */
  asOf: Time.optional(),
  action: z.enum(['keep', 'delete']).optional(),
  reason: z.enum(verdictReasons).optional(),
  /** Letters in the repository’s or the tag’s name. */
  q: z.string().max(256).optional(),
})
export type PreviewQuery = z.output<typeof PreviewQuery>
