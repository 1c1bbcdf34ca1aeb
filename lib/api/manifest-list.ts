import { z } from 'zod'
import { Bytes, Digest, flag, ListQuery, pageOf, RepositoryParams, Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'
import { listOf } from './filters.ts'
import { CreatedSource, Kind, Platform } from './tags.ts'

/**
 * What a manifest is there for: a tag points to it, it refers to another one (a signature, say), an index here holds it,
 * or nothing that Portolan has seen does.
 */
export const manifestRoles = ['tagged', 'referrer', 'child', 'loose'] as const
export const ManifestRole = z.enum(manifestRoles)
export type ManifestRole = z.infer<typeof ManifestRole>

export const ManifestItem = z.object({
  registry: z.string(),
  repository: z.string(),
  digest: Digest,
  /** null, as what follows, until it was read. */
  mediaType: z.string().nullable(),
  kind: Kind.nullable(),
  artifactType: z.string().nullable(),
  size: Bytes.nullable(),
  createdAt: Time.nullable(),
  createdSource: CreatedSource.nullable(),
  platforms: z.array(Platform).nullable(),
  /** null where it was not read yet: it may refer to something. */
  role: ManifestRole.nullable(),
  /** How many indexes of this repository hold it, as far as they were seen. */
  heldBy: z.number().int().nonnegative(),
  /** What it refers to, and whether the repository was last seen to have that; null where nobody has looked. */
  subject: z.object({ digest: Digest, isPresent: z.boolean().nullable() }).nullable(),
  /** When the registry last said that the repository has it. */
  seenAt: Time,
})
export type ManifestItem = z.infer<typeof ManifestItem>

export const manifestSorts = [
  'digest',
  'role',
  'kind',
  'artifactType',
  'platforms',
  'size',
  'createdAt',
  'heldBy',
  'seenAt',
] as const

export const listManifests = defineEndpoint({
  id: 'listManifests',
  method: 'GET',
  path: '/registries/{registry}/repositories/{repository}/manifests',
  summary:
    'The manifests of a repository that Portolan has seen; registries can list tags, but not manifests. `untagged=true`: those that no tag points to',
  can: 'read',
  params: RepositoryParams,
  query: ListQuery.extend({
    sort: z.enum(manifestSorts).default('createdAt'),
    untagged: flag,
    role: listOf(ManifestRole),
  }),
  response: pageOf(ManifestItem).extend({
    /** How many there are of each, whatever `role` asks for. */
    roles: z.record(ManifestRole, z.number().int().nonnegative()),
    /** Tags of which nobody knows yet where they point: what is said to be untagged may be behind one of them. */
    unresolvedTags: z.number().int().nonnegative(),
  }),
})
