import { z } from 'zod'
import { RegistryId, RegistryParams, Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'

/** How a registry tells us what happens in it. The token is shown to administrators alone. */
export const RegistryHook = z.object({
  registry: RegistryId,
  url: z.string(),
  /** null until one is made. */
  token: z.string().nullable(),
  /** `file`: from the configuration, and only changed there. */
  source: z.enum(['file', 'store']).nullable(),
  lastEventAt: Time.nullable(),
})
export type RegistryHook = z.infer<typeof RegistryHook>

export const getRegistryHook = defineEndpoint({
  id: 'getRegistryHook',
  method: 'GET',
  path: '/registries/{registry}/hook',
  summary: 'Where and with which token a registry tells what happens in it',
  can: 'administer',
  params: RegistryParams,
  response: RegistryHook,
})

export const makeRegistryHook = defineEndpoint({
  id: 'makeRegistryHook',
  method: 'POST',
  path: '/registries/{registry}/hook',
  summary: 'Makes the token, or another one: the one before is refused from then on',
  can: 'administer',
  params: RegistryParams,
  response: RegistryHook,
})

export const receiveNotification = defineEndpoint({
  id: 'receiveNotification',
  method: 'POST',
  path: '/hooks/{registry}/distribution',
  summary:
    'For registries: notifications of CNCF Distribution, Harbor, zot or Docker Hub. Also served at /hooks/… without /api/v1',
  can: null,
  guard: 'hook',
  params: RegistryParams,
  query: z.object({
    /** For senders that can set no header; better is `Authorization: Bearer`, or Basic with the token as password. */
    token: z.string().max(512).optional(),
  }),
  body: z.unknown(),
  response: z.object({ accepted: z.number().int().nonnegative() }),
  successStatus: 202,
})
