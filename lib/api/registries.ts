import { z } from 'zod'
import { Bytes, Freshness, ListQuery, pageOf, RegistryId, RegistryParams, Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'
import { RegistryInput, RegistryPatch, RegistryType } from './inputs/registry.ts'
import { RegistrySync } from './sync.ts'

export {
  mostRequestsPerMinute,
  RegistryInput,
  RegistryPatch,
  RegistryType,
  registryTypes,
} from './inputs/registry.ts'

/** How often a registry is walked where nobody says. */
export const defaultSyncEverySeconds = 900
/** `unknown` until it was asked for the first time. */
export const RegistryStatus = z.object({
  state: z.enum(['unknown', 'online', 'slow', 'unauthorized', 'unreachable', 'error']),
  checkedAt: Time.nullable(),
  /** Since when it is in this state. */
  since: Time.nullable(),
  latencyMs: z.number().nonnegative().nullable(),
  code: z.string().nullable(),
  detail: z.string().nullable(),
})
export type RegistryStatus = z.infer<typeof RegistryStatus>

/** null: not yet known. */
export const Capabilities = z.object({
  catalog: z.boolean().nullable(),
  delete: z.boolean().nullable(),
  tagDelete: z.boolean().nullable(),
  referrers: z.boolean().nullable(),
})
export type Capabilities = z.infer<typeof Capabilities>

export const Registry = z.object({
  id: RegistryId,
  name: z.string(),
  url: z.string(),
  /** What is in use: the configured one, or what `auto` was found to be. */
  type: RegistryType,
  configuredType: RegistryType,
  /** The host that pull commands show. */
  publicHost: z.string(),
  readOnly: z.boolean(),
  /** `file`: from the configuration and not to be changed here; `demo`: the embedded one; `store`: added in the UI. */
  source: z.enum(['file', 'store', 'demo']),
  auth: z.enum(['anonymous', 'basic', 'identityToken']),
  status: RegistryStatus,
  capabilities: Capabilities,
  counts: z.object({
    repositories: z.number().int().nullable(),
    /** null until those of every repository were counted. */
    tags: z.number().int().nullable(),
    /** So many at least: those that were counted. null where nothing was listed. */
    tagsKnown: z.number().int().nullable(),
    /** Distinct blobs of all its tags; null until every tag is known. */
    bytes: Bytes.nullable(),
  }),
  freshness: Freshness,
  /** How far the background has come; null where nothing is read by itself, and nobody has asked for it either. */
  sync: RegistrySync.nullable(),
  /** null: never by itself. */
  syncEverySeconds: z.number().int().positive().nullable(),
  /** The most that the background may ask in a minute; null: as much as the registry takes. */
  requestsPerMinute: z.number().int().positive().nullable(),
})
export type Registry = z.infer<typeof Registry>

export const listRegistries = defineEndpoint({
  id: 'listRegistries',
  method: 'GET',
  path: '/registries',
  summary: 'All registries, in the order of the configuration',
  can: 'read',
  query: ListQuery.extend({ sort: z.enum(['position', 'name']).default('position') }),
  response: pageOf(Registry),
})

export const getRegistry = defineEndpoint({
  id: 'getRegistry',
  method: 'GET',
  path: '/registries/{registry}',
  summary: 'One registry',
  can: 'read',
  params: RegistryParams,
  response: Registry,
})

export const addRegistry = defineEndpoint({
  id: 'addRegistry',
  method: 'POST',
  path: '/registries',
  summary: 'Adds a registry; its credentials are encrypted and never sent out again',
  can: 'administer',
  body: RegistryInput,
  response: Registry,
  successStatus: 201,
})

export const changeRegistry = defineEndpoint({
  id: 'changeRegistry',
  method: 'PATCH',
  path: '/registries/{registry}',
  summary: 'Changes a registry that was added here',
  can: 'administer',
  params: RegistryParams,
  body: RegistryPatch,
  response: Registry,
})

export const removeRegistry = defineEndpoint({
  id: 'removeRegistry',
  method: 'DELETE',
  path: '/registries/{registry}',
  summary: 'Forgets a registry that was added here; nothing is deleted in it',
  can: 'administer',
  params: RegistryParams,
  response: z.null(),
  successStatus: 204,
})

export const refreshRegistry = defineEndpoint({
  id: 'refreshRegistry',
  method: 'POST',
  path: '/registries/{registry}/refresh',
  summary:
    'Reads the registry again now, all of it (a walk in the background), or a repository where one is named',
  can: 'read',
  params: RegistryParams,
  body: z.strictObject({ repository: z.string().max(255).optional() }).default({}),
  response: Registry,
  successStatus: 202,
})
