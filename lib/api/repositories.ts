import { z } from 'zod'
import {
  Bytes,
  Freshness,
  flag,
  ListQuery,
  pageOf,
  RegistryParams,
  RepositoryParams,
  Time,
} from './common.ts'
import { defineEndpoint } from './endpoint.ts'
import { CountFilter, type MatchMode, MomentFilter, SizeFilter } from './filters.ts'

export const Repository = z.object({
  registry: z.string(),
  name: z.string(),
  /** null until its tags were listed. */
  tagCount: z.number().int().nonnegative().nullable(),
  /** Distinct blobs of all its tags; null until every tag is known. */
  size: Bytes.nullable(),
  /** The newest known creation time among its tags; the protocol has no push time. */
  lastPushedAt: Time.nullable(),
  /** As the registry told by notification; null where it tells nothing. */
  lastPulledAt: Time.nullable(),
  /** Listed in the catalog, but without a tag. */
  empty: z.boolean(),
  /** When Portolan first heard of it. */
  firstSeenAt: Time,
  /** Found in the catalog, named in the configuration, or opened by someone who knew the name. */
  source: z.enum(['catalog', 'configured', 'opened']),
  freshness: Freshness,
})
export type Repository = z.infer<typeof Repository>

export const repositorySorts = [
  'name',
  'tagCount',
  'size',
  'lastPushedAt',
  'lastPulledAt',
  'firstSeenAt',
  'asOf',
  'source',
] as const

export const repositoryMatchModes = ['text', 'glob', 'regex'] as const satisfies readonly MatchMode[]

/** What narrows a list of repositories; what is not known of one matches neither a filter nor its opposite, and is counted. */
export const RepositoryFilters = z.object({
  match: z.enum(repositoryMatchModes).default('text'),
  /** The newest push, as far as it is known, before or after: `30d` ago, or a date. */
  olderThan: MomentFilter,
  newerThan: MomentFilter,
  /** Bytes, or with a unit: `10MB`. Both included, as with the number of tags. */
  minSize: SizeFilter,
  maxSize: SizeFilter,
  minTags: CountFilter,
  maxTags: CountFilter,
  /** Known only where the registry tells of pulls. */
  neverPulled: flag,
})

export const listRepositories = defineEndpoint({
  id: 'listRepositories',
  method: 'GET',
  path: '/registries/{registry}/repositories',
  summary: 'The repositories of a registry; `q` filters by name, `namespace` by path prefix',
  can: 'read',
  params: RegistryParams,
  query: ListQuery.extend({
    sort: z.enum(repositorySorts).default('name'),
    namespace: z.string().max(255).optional(),
    /** Those without a tag are folded away unless asked for: `true` shows them as well, `only` nothing else. */
    empty: z.enum(['true', 'false', 'only']).optional(),
    ...RepositoryFilters.shape,
  }),
  response: pageOf(Repository).extend({
    /** How many the filter leaves out because they have no tag. */
    emptyCount: z.number().int().nonnegative(),
    /** How many are left out because what a filter asks for is not known of them. */
    unknownCount: z.number().int().nonnegative(),
    /** Whether the registry was ever heard to tell of a pull. */
    tellsPulls: z.boolean(),
    /** false where the registry has no catalog, or does not show it to us. */
    hasCatalog: z.boolean().nullable(),
  }),
})

export const getRepository = defineEndpoint({
  id: 'getRepository',
  method: 'GET',
  path: '/registries/{registry}/repositories/{repository}',
  summary: 'One repository',
  can: 'read',
  params: RepositoryParams,
  response: Repository,
})
