import { z } from 'zod'
import { Bytes, RegistryParams, RepositoryParams, repositoryNamePattern, Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'

const count = z.number().int().nonnegative()

/**
 * Bytes of distinct blobs behind tags: all of them, those that nothing outside holds within the registry, and the rest.
 * null until all tags that could matter are known; `known` says what can be said until then: at least so much in total.
 */
const sizes = {
  total: Bytes.nullable(),
  unique: Bytes.nullable(),
  shared: Bytes.nullable(),
  known: z.object({ total: Bytes.nullable(), unique: Bytes, shared: Bytes.nullable() }),
  /** Tags in it of which nothing is known yet. */
  unknownTags: count,
  /** Repositories in it whose tags nobody has listed yet. */
  unlistedRepositories: count,
}

export const SizeNode = z.object({
  /** Unique in this answer; a namespace ends with `/`. */
  id: z.string(),
  parent: z.string().nullable(),
  /** `others`: small ones as one. They share bytes with each other, so that their total is null. */
  kind: z.enum(['registry', 'namespace', 'repository', 'others']),
  /** As it is written in addresses: without a slash at its end; null for the registry and for others. */
  name: z.string().nullable(),
  ...sizes,
  /** Of what is unique to it: known bytes that more than one of its children hold. With those of its children they are `known.unique`. */
  sharedInside: Bytes,
  repositories: count,
})
export type SizeNode = z.infer<typeof SizeNode>

export const getSizes = defineEndpoint({
  id: 'getSizes',
  method: 'GET',
  path: '/registries/{registry}/sizes',
  summary: 'Where the bytes of a registry or a namespace are: a tree of what is unique and what is shared',
  can: 'read',
  params: RegistryParams,
  query: z.object({
    namespace: z.string().max(255).regex(repositoryNamePattern, 'is not a namespace').optional(),
    depth: z.coerce.number().int().min(0).max(5).default(2),
    /** How many children a node shows before the rest is one. */
    limit: z.coerce.number().int().min(1).max(200).default(40),
  }),
  response: z.object({
    registry: z.string(),
    namespace: z.string().nullable(),
    /** Parents first, the largest before the smaller; at most 1,000 and the others. */
    nodes: z.array(SizeNode),
    /** When it was read from the index: of a large registry some seconds ago, while that changes. */
    asOf: Time,
  }),
})

export const RepositorySizes = z.object({ registry: z.string(), repository: z.string(), ...sizes })
export type RepositorySizes = z.infer<typeof RepositorySizes>

export const getRepositorySizes = defineEndpoint({
  id: 'getRepositorySizes',
  method: 'GET',
  path: '/registries/{registry}/repositories/{repository}/sizes',
  summary: 'What a repository holds, and how much of it no other repository of the registry does',
  can: 'read',
  params: RepositoryParams,
  response: RepositorySizes,
})
