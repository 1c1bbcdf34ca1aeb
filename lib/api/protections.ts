import { z } from 'zod'
import { Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'
import { Glob, Globs } from './globs.ts'

/** Tags that nobody below administrator can delete, and that no policy deletes. */
export const Protection = z.object({
  id: z.string(),
  registry: z.string(),
  repository: z.string(),
  tags: z.array(z.string()),
  note: z.string().nullable(),
  /** The rule as people read it: `prod/team/*:v*`. */
  rule: z.string(),
  /** `file`: from the configuration and not to be changed here. */
  source: z.enum(['file', 'store']),
  createdBy: z.string().nullable(),
  createdAt: Time.nullable(),
})
export type Protection = z.infer<typeof Protection>

export const listProtections = defineEndpoint({
  id: 'listProtections',
  method: 'GET',
  path: '/protections',
  summary: 'Which tags only administrators may delete',
  can: 'read',
  response: z.object({ items: z.array(Protection) }),
})

export const addProtection = defineEndpoint({
  id: 'addProtection',
  method: 'POST',
  path: '/protections',
  summary: 'Protects the tags that match globs: `*` is anything, `?` one character',
  can: 'administer',
  body: z.strictObject({
    registry: Glob.default('*'),
    repository: Glob.default('*'),
    tags: Globs,
    note: z.string().trim().max(200).nullable().default(null),
  }),
  successStatus: 201,
  response: Protection,
})

export const removeProtection = defineEndpoint({
  id: 'removeProtection',
  method: 'DELETE',
  path: '/protections/{id}',
  summary: 'Protects these tags no longer',
  can: 'administer',
  params: z.object({ id: z.string().max(64) }),
  successStatus: 204,
  response: z.null(),
})
