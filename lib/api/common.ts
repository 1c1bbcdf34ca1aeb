import { z } from 'zod'
import { RegistryId } from './inputs/registry-id.ts'
import { decodeRepository, digestPattern, repositoryNamePattern, tagPattern } from './names.ts'

export { RegistryId } from './inputs/registry-id.ts'
export {
  decodeRepository,
  digestPattern,
  encodeRepository,
  repositoryNamePattern,
  tagPattern,
} from './names.ts'

export const Digest = z
  .string()
  .regex(/^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]{32,}$/)
  .meta({ description: 'algorithm:hex, as in the OCI image spec' })

/** ISO 8601 in UTC. Unknown is null, never the epoch. */
export const Time = z.iso.datetime()

/** Bytes. Unknown is null, never 0. */
export const Bytes = z.number().int().nonnegative()

/** A repository as one path segment; its `/` is written `~`. Parsed into its real name. */
export const RepositorySegment = z
  .string()
  .max(255)
  .refine(
    (s) => !s.includes('/') && repositoryNamePattern.test(decodeRepository(s)),
    'is not a repository name',
  )
  .transform(decodeRepository)

export const TagName = z.string().regex(tagPattern, 'is not a tag')
export const Reference = z
  .string()
  .refine((s) => tagPattern.test(s) || digestPattern.test(s), 'is neither a tag nor a digest')

export const RegistryParams = z.object({ registry: RegistryId })
export const RepositoryParams = RegistryParams.extend({ repository: RepositorySegment })

export const Order = z.enum(['asc', 'desc'])

/** The query of every list. */
export const ListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(2048).optional(),
  order: Order.optional(),
  q: z.string().max(256).optional(),
})

/**
 * How true a list is: `fresh`, read again lately; `refreshing`, being read again right now; `stale`, old and nobody is
 * reading; `unreachable`, the registry did not answer, and what is shown is what we last knew.
 */
export const Freshness = z.object({
  asOf: Time.nullable(),
  state: z.enum(['fresh', 'refreshing', 'stale', 'unreachable']),
  /** Why the last refresh failed. */
  problem: z.object({ code: z.string(), detail: z.string() }).nullable().default(null),
})
export type Freshness = z.infer<typeof Freshness>

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.number().int().nonnegative().nullable(),
    freshness: Freshness,
  })

export const flag = z
  .enum(['true', 'false'])
  .transform((s) => s === 'true')
  .optional()
