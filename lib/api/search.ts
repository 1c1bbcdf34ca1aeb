import { z } from 'zod'
import { Bytes, Digest, Freshness, ListQuery, RegistryId, Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'
import { Kind } from './tags.ts'

/** In the order in which they are shown. */
export const hitTypes = ['repository', 'tag', 'digest', 'baseImage', 'label', 'annotation'] as const
export const HitType = z.enum(hitTypes)
export type HitType = z.infer<typeof HitType>

/** How the words were found, the best first: `fuzzy` means that another word was found, spelt nearly the same. */
export const matchQualities = ['exact', 'prefix', 'segment', 'substring', 'fuzzy'] as const
export const MatchQuality = z.enum(matchQualities)
export type MatchQuality = z.infer<typeof MatchQuality>

/** Where in a field of the hit the words stand: characters from `start` (UTF-16). */
export const MatchRange = z.object({
  field: z.enum(['registry', 'repository', 'tag', 'digest', 'key', 'value']),
  start: z.number().int().nonnegative(),
  length: z.number().int().positive(),
})
export type MatchRange = z.infer<typeof MatchRange>

export const Hit = z.object({
  type: HitType,
  registry: z.string(),
  repository: z.string(),
  /** null for a repository, and for a digest that no tag points to. */
  tag: z.string().nullable(),
  /** null for a repository, and for a tag that nobody has looked at. */
  digest: Digest.nullable(),
  /** Of a label or annotation; of a digest `config` or `layer`, where it is that of a blob of the image. */
  key: z.string().nullable(),
  /** Of a label or annotation; the base image; the digest of the blob. */
  value: z.string().nullable(),
  quality: MatchQuality,
  /** From 1 (exact) down; comparable within one answer. */
  score: z.number().min(0).max(1),
  matches: z.array(MatchRange),
  kind: Kind.nullable(),
  size: Bytes.nullable(),
  /** When the image was made; of a repository, its newest one. */
  createdAt: Time.nullable(),
  /** Of a repository; null until its tags were listed. */
  tagCount: z.number().int().nonnegative().nullable(),
})
export type Hit = z.infer<typeof Hit>

export const HitCount = z.object({
  type: HitType,
  count: z.number().int().nonnegative(),
  /** There are, or may be, more than were counted. */
  isMore: z.boolean(),
})
export type HitCount = z.infer<typeof HitCount>

export const search = defineEndpoint({
  id: 'search',
  method: 'GET',
  path: '/search',
  summary:
    'Repositories, tags, digests, labels, annotations and base images in all registries. Without `type` the best of each; with one, page by page',
  can: 'read',
  query: ListQuery.pick({ cursor: true }).extend({
    q: z.string().max(256).default(''),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    type: HitType.optional(),
    registry: RegistryId.optional(),
  }),
  response: z.object({
    items: z.array(Hit),
    nextCursor: z.string().nullable(),
    /** null where there may be more than were counted. */
    total: z.number().int().nonnegative().nullable(),
    freshness: Freshness,
    /** What of each type was found. */
    counts: z.array(HitCount),
    /** What was looked for instead of a word that nothing has; null where nothing had to be guessed. */
    corrected: z.string().nullable(),
    /** Part of the index could not be looked through in time: a more exact query finds more. */
    isCutShort: z.boolean(),
  }),
})
