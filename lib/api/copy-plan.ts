import { z } from 'zod'
import { Bytes, Digest, decodeRepository, digestPattern, RegistryId, tagPattern } from './common.ts'
import { RepositoryName } from './deletions.ts'
import { defineEndpoint } from './endpoint.ts'

/** The most items that one request may name. */
export const maxCopyItems = 1_000

const Count = z.number().int().nonnegative()

export interface CopyReference {
  readonly registry: string
  readonly repository: string
  readonly tag: string | null
  readonly digest: string | null
}

/**
 * `registry/repository:tag`, `…@sha256:…`, or both: a tag and the digest on which whoever chose it saw it. `registry` is the
 * id of a registry here, not its host.
 */
export function parseCopyReference(text: string): CopyReference | null {
  const [, registry = '', rest = ''] = /^([^/]+)\/(.+)$/.exec(text) ?? []
  const [, name = '', tag = null, digest = null] = /^([^:@]+)(?::([^:@]+))?(?:@(.+))?$/.exec(rest) ?? []
  const repository = RepositoryName.safeParse(decodeRepository(name))
  const isGood =
    RegistryId.safeParse(registry).success &&
    repository.success &&
    (tag === null || tagPattern.test(tag)) &&
    (digest === null || digestPattern.test(digest))
  return isGood && repository.data !== undefined
    ? { registry, repository: repository.data, tag, digest }
    : null
}

const reference = (what: string, fits: (reference: CopyReference) => boolean) =>
  z
    .string()
    .max(700)
    .transform((text, context): CopyReference => {
      const parsed = parseCopyReference(text)
      if (parsed && fits(parsed)) return parsed
      context.issues.push({ code: 'custom', message: `is no ${what}`, input: text })
      return z.NEVER
    })

export const CopySource = reference(
  'source such as registry/team/app:v1 or registry/team/app@sha256:…',
  ({ tag, digest }) => tag !== null || digest !== null,
)
/** Without a tag: what is copied arrives under its digest alone. */
export const CopyTarget = reference(
  'target such as registry/team/app:v1 or registry/team/app',
  ({ digest }) => digest === null,
)

const Pair = z.strictObject({ from: CopySource, to: CopyTarget })

/** `linux/arm64` takes each of its variants, `linux/arm64/v8` that one; `windows/amd64:10.0.1` that version. */
export const PlatformName = z
  .string()
  .max(256)
  .regex(/^[^/\s:]+\/[^/\s:]+(?:\/[^/\s:]+)?(?::[^/\s:]+)?$/, 'is no platform such as linux/amd64')

export const CopyOptions = z.object({
  /** Which platforms of an index come along; null: the index as it is. What is no index is copied whole. */
  platforms: z.array(PlatformName).nullable(),
  /** Signatures, attestations, SBOMs and whatever else refers to what is copied come along. */
  referrers: z.boolean(),
  /** A tag that is on another digest in the target is moved. */
  overwrite: z.boolean(),
})
export type CopyOptions = z.infer<typeof CopyOptions>

export const CopyRequest = z
  .strictObject({
    items: z.array(Pair).min(1).max(maxCopyItems).optional(),
    from: CopySource.optional(),
    to: CopyTarget.optional(),
    platforms: z.array(PlatformName).min(1).max(50).optional(),
    referrers: z.boolean().default(true),
    overwrite: z.boolean().default(false),
  })
  .transform(({ items, from, to, platforms, referrers, overwrite }, context) => {
    const options: CopyOptions = { platforms: platforms ?? null, referrers, overwrite }
    if (items && !from && !to) return { items, options }
    if (!items && from && to) return { items: [{ from, to }], options }
    context.issues.push({ code: 'custom', message: 'name either items, or from and to', input: items })
    return z.NEVER
  })
export type CopyRequest = z.output<typeof CopyRequest>

export const copyReasons = [
  /** The target has all of it already, and the tag is where it is to be. */
  'same_already',
  /** The tag is on another digest there, and nobody said that it may be overwritten. */
  'exists',
  /** The target is configured as read-only. */
  'read_only',
  /** The source's tag is not on the digest any more on which it was seen. */
  'moved',
  'source_missing',
  /** A rule protects the tag there; `detail` says which. */
  'protected',
  /** Source and target are the same. */
  'same_place',
  /** Another item of the request, further up, goes to the same tag. */
  'same_target',
  /** The index has none of the chosen platforms. */
  'no_platform',
  /** A manifest that nobody here knows how to copy (Docker's schema 1, or one that is damaged). */
  'unsupported',
  /** More manifests than any image has. */
  'too_large',
  'registry_not_found',
  /** A registry does not let us; `detail` says which and why. */
  'not_allowed',
  /** A registry could not be read; `detail` says why. */
  'unreadable',
] as const
export const CopyReason = z.enum(copyReasons)
export type CopyReason = z.infer<typeof CopyReason>

export const CopyBytes = z.object({
  /** What crosses from one registry to the other: blobs and manifests, each once in the whole plan. */
  send: Bytes,
  /** Blobs that another repository of the target's registry has, or is thought to have. */
  mount: Bytes,
  /** What the target repository has already. */
  skip: Bytes,
})
export type CopyBytes = z.infer<typeof CopyBytes>

export const CopyPlanItem = z.object({
  /** Its place in the request, from 0 on. */
  position: Count,
  /** As in the request: `registry/repository:tag`. */
  from: z.string(),
  to: z.string(),
  /** What the source is on; null where it could not be read. */
  sourceDigest: Digest.nullable(),
  /** What the target will be on: another one than `sourceDigest` where only some platforms come along. */
  digest: Digest.nullable(),
  action: z.enum(['copy', 'skip', 'refuse']),
  reason: CopyReason.nullable(),
  detail: z.string().nullable(),
  /** What the target's tag is on now, where that is another digest; null: nothing is overwritten. */
  overwrites: Digest.nullable(),
  bytes: CopyBytes,
  /** Manifests that are to be written, indexes included; referrers are counted apart. */
  manifests: Count,
  referrers: Count,
  /** Of the chosen platforms, those that the index has not. */
  missingPlatforms: z.array(z.string()),
})
export type CopyPlanItem = z.infer<typeof CopyPlanItem>

export const CopyTotals = CopyBytes.extend({
  items: Count,
  /** Items of each action. */
  copied: Count,
  skipped: Count,
  refused: Count,
  overwritten: Count,
})
export type CopyTotals = z.infer<typeof CopyTotals>

export const CopyPlan = z.object({ options: CopyOptions, items: z.array(CopyPlanItem), totals: CopyTotals })
export type CopyPlan = z.infer<typeof CopyPlan>

export const planCopy = defineEndpoint({
  id: 'planCopy',
  method: 'POST',
  path: '/copies/plan',
  summary:
    'What a copy would send, mount, skip and overwrite, read from the registries just now. Nothing is sent',
  can: 'copy',
  body: CopyRequest,
  maxBodyBytes: 2 * 1024 * 1024,
  response: CopyPlan,
})
