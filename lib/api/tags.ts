import { z } from 'zod'
import { Bytes, Digest, flag, ListQuery, pageOf, RepositoryParams, TagName, Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'
import { Facet, listOf, Match, MomentFilter, PlatformFilter, SizeFilter } from './filters.ts'

export const kinds = [
  'image',
  'index',
  'artifact',
  'chart',
  'signature',
  'attestation',
  'sbom',
  'schema1',
  'unknown',
  'broken',
] as const
export const Kind = z.enum(kinds)
export type Kind = z.infer<typeof Kind>

/** `linux/arm64/v8`; for Windows with the `osVersion`. */
export const Platform = z.object({
  os: z.string(),
  architecture: z.string(),
  variant: z.string().nullable(),
  osVersion: z.string().nullable(),
})
export type Platform = z.infer<typeof Platform>

/** Where a date came from: the image config, the `…image.created` annotation, or when Portolan first saw the digest. */
export const CreatedSource = z.enum(['config', 'annotation', 'firstSeen'])

export const Tag = z.object({
  registry: z.string(),
  repository: z.string(),
  name: z.string(),
  /** null while nobody has looked. */
  digest: Digest.nullable(),
  mediaType: z.string().nullable(),
  /** null while nobody has looked; `broken` when the registry lists the tag but has no manifest for it. */
  kind: Kind.nullable(),
  artifactType: z.string().nullable(),
  /** Config plus distinct layers, for an index over all its children. */
  size: Bytes.nullable(),
  createdAt: Time.nullable(),
  createdSource: CreatedSource.nullable(),
  platforms: z.array(Platform).nullable(),
  /** How many other tags of the repository are known to share the digest; a lower bound until `siblingsComplete`. */
  siblings: z.number().int().nonnegative().nullable(),
  siblingsComplete: z.boolean(),
  firstSeenAt: Time,
  /** When the pointer was last read from the registry. */
  seenAt: Time.nullable(),
  /** When the registry told of a push or a pull of it; null where it told of none. */
  pushedAt: Time.nullable(),
  pulledAt: Time.nullable(),
  /** Whether the repository is known to hold a signature of the digest; null where nobody can tell. */
  signed: z.boolean().nullable(),
  /** The rule that protects it; null where none does. Administrators may delete it all the same, and no policy. */
  protectedBy: z.string().nullable(),
  /** In a list grouped by digest: the tags on it, from the highest version on, the first fifty by name. */
  group: z.object({ names: z.array(z.string()), count: z.number().int().positive() }).nullable(),
  /** Its details are being read right now. */
  pending: z.boolean(),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
})
export type Tag = z.infer<typeof Tag>

export const tagSorts = [
  'version',
  'name',
  'digest',
  'siblings',
  'platforms',
  'size',
  'createdAt',
  'kind',
  'mediaType',
  'artifactType',
  'firstSeenAt',
  'pushedAt',
  'pulledAt',
  'signed',
] as const

/**
 * What narrows a list of tags; all of it together. What is not known of a tag matches neither a filter nor its opposite:
 * such tags are left out, and counted.
 */
export const TagFilters = z.object({
  match: Match,
  /** Only the tags on this digest. */
  digest: Digest.optional(),
  kind: listOf(Kind),
  platform: listOf(PlatformFilter),
  /** Created before, or after: `30d` ago, or a date. */
  olderThan: MomentFilter,
  newerThan: MomentFilter,
  /** Bytes, or with a unit: `10MB`. Both included. */
  minSize: SizeFilter,
  maxSize: SizeFilter,
  /** Listed by the registry, which has no manifest for it. */
  broken: flag,
  signed: flag,
  /** Known only where the registry tells of pulls. */
  neverPulled: flag,
})

export const listTags = defineEndpoint({
  id: 'listTags',
  method: 'GET',
  path: '/registries/{registry}/repositories/{repository}/tags',
  summary:
    'The tags of a repository, sorted and filtered over all of them. Reading a page has its rows looked up, and no others',
  can: 'read',
  params: RepositoryParams,
  query: ListQuery.extend({
    sort: z.enum(tagSorts).default('version'),
    /** `sha256-…` tags that only carry referrers are folded away unless this is `true`. */
    referrers: flag,
    /** One row a digest, named by its highest version; a tag that is not looked up yet stands alone. */
    group: z.enum(['digest']).optional(),
    /** `true`: also how many tags there are of each kind and platform, whatever the filters. */
    facets: flag,
    ...TagFilters.shape,
  }),
  response: pageOf(Tag).extend({
    /** How many tags the list folds away because they only carry referrers. */
    referrerTagCount: z.number().int().nonnegative(),
    /** How many tags there are to list, whatever the filters. */
    all: z.number().int().nonnegative(),
    /** Of all these, how many have their digest and details known: a sort by anything but the name waits for the rest. */
    resolved: z.number().int().nonnegative(),
    /** How many tags are left out because what a filter asks for is not known of them. */
    unknownCount: z.number().int().nonnegative(),
    /** Whether the registry was ever heard to tell of a pull: if not, nobody knows what was never pulled. */
    tellsPulls: z.boolean(),
    facets: z.object({ kinds: z.array(Facet), platforms: z.array(Facet) }).nullable(),
  }),
})

export const DeletionMethod = z.enum(['tag', 'digest', 'placeholder'])
export type DeletionMethod = z.infer<typeof DeletionMethod>

export const TagDeletion = z.object({
  registry: z.string(),
  repository: z.string(),
  tag: z.string(),
  digest: Digest,
  /** How it was done: the registry untags, the digest had no other tag, or a placeholder was pushed and deleted. */
  method: DeletionMethod,
  /** Other tags on the same digest; they stay. */
  siblings: z.array(z.string()),
  auditId: z.string(),
  /** The run of one item as which it is kept: `POST /deletions/{id}/undo` brings the tag back. */
  deletion: z.uuid(),
})
export type TagDeletion = z.infer<typeof TagDeletion>

const TagParams = RepositoryParams.extend({ tag: TagName })

export const deleteTag = defineEndpoint({
  id: 'deleteTag',
  method: 'DELETE',
  path: '/registries/{registry}/repositories/{repository}/tags/{tag}',
  summary:
    'Removes this tag alone; `If-Match: "<digest>"` must be what the registry has. It can be undone as the deletion that is answered',
  can: 'delete',
  params: TagParams,
  headers: {
    'if-match': { required: true, description: 'the digest that the tag is expected to have, in quotes' },
  },
  response: TagDeletion,
})

/** What deleting a tag would do, read from the registry itself. Nothing is deleted. */
export const TagDeletionPreview = z.object({
  registry: z.string(),
  repository: z.string(),
  tag: z.string(),
  digest: Digest,
  /** The rule that protects it; for an administrator, who may delete it all the same, it is told beside the method. */
  protectedBy: z.string().nullable(),
  siblings: z.array(z.string()),
  /** null: it cannot be deleted, and `problem` says why. */
  method: DeletionMethod.nullable(),
  /** Methods that may be used in turn, where the registry's answer decides. */
  fallback: DeletionMethod.nullable(),
  /** Referrers (signatures, attestations, SBOMs) that lose their last tag and stay behind untagged. */
  referrers: z.array(z.object({ digest: Digest, artifactType: z.string().nullable() })),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
})
export type TagDeletionPreview = z.infer<typeof TagDeletionPreview>

export const previewTagDeletion = defineEndpoint({
  id: 'previewTagDeletion',
  method: 'GET',
  path: '/registries/{registry}/repositories/{repository}/tags/{tag}/deletion',
  summary: 'What deleting the tag would do, read from the registry just now',
  can: 'delete',
  params: TagParams,
  response: TagDeletionPreview,
})
