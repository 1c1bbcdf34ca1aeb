import { z } from 'zod'
import { Bytes, Digest, RepositoryParams, Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'

export const suggestionKinds = [
  /** Created longer ago than asked for; never by a date that nobody knows. */
  'stale',
  /** A manifest without a tag that no index holds. */
  'untagged',
  /** A build of a branch or a pull request that has a newer one. */
  'superseded',
  /** A tag without a manifest. */
  'broken',
  /** A build's tag on a digest that another tag is on. */
  'duplicate',
  /** A signature, attestation or SBOM of what is not there any more. */
  'orphaned',
] as const
export const SuggestionKind = z.enum(suggestionKinds)
export type SuggestionKind = z.infer<typeof SuggestionKind>

export const SuggestedItem = z.object({
  /** null: a manifest by its digest. */
  tag: z.string().nullable(),
  digest: Digest.nullable(),
  createdAt: Time.nullable(),
  size: Bytes.nullable(),
  /** The tag that makes it superfluous: a newer build, or another one on its digest. */
  because: z.string().nullable(),
})
export type SuggestedItem = z.infer<typeof SuggestedItem>

export const SuggestionGroup = z.object({
  kind: SuggestionKind,
  /** For builds: the branch or pull request, such as `main` or `pr-123`; null otherwise. */
  series: z.string().nullable(),
  items: z.array(SuggestedItem),
  /** All of them; `items` holds one thousand at most. */
  count: z.number().int().positive(),
})

export const getSuggestions = defineEndpoint({
  id: 'getSuggestions',
  method: 'GET',
  path: '/registries/{registry}/repositories/{repository}/suggestions',
  summary:
    'What may be superfluous in a repository, by what the index knows of it. Nothing is decided by a date that is not known',
  can: 'read',
  params: RepositoryParams,
  query: z.object({ olderThanDays: z.coerce.number().int().min(1).max(3650).default(90) }),
  response: z.object({
    groups: z.array(SuggestionGroup),
    /** Tags of which too little is known to say anything. */
    unknownCount: z.number().int().nonnegative(),
    asOf: Time.nullable(),
  }),
})
