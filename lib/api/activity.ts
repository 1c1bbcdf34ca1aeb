import { z } from 'zod'
import { Digest, ListQuery, pageOf, Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'

export const activityActions = ['push', 'pull', 'delete', 'move', 'appear', 'vanish'] as const

/** Something that happened in a registry. */
export const ActivityEvent = z.object({
  id: z.string(),
  /** By the registry's clock where it told; for `sync` when it was noticed. */
  at: Time,
  registry: z.string(),
  repository: z.string(),
  tag: z.string().nullable(),
  digest: Digest.nullable(),
  action: z.enum(activityActions),
  /** Told by the registry, noticed between two looks (nobody knows who did it), or done from here. */
  source: z.enum(['notification', 'sync', 'portolan']),
  /** As the registry says; null where it does not. */
  actor: z.string().nullable(),
  userAgent: z.string().nullable(),
})
export type ActivityEvent = z.infer<typeof ActivityEvent>

export const listActivity = defineEndpoint({
  id: 'listActivity',
  method: 'GET',
  path: '/activity',
  summary:
    'What happened in the registries, newest first; `q` finds repositories, tags, digests and who did it',
  can: 'read',
  query: ListQuery.extend({
    sort: z.enum(['at']).default('at'),
    registry: z.string().max(63).optional(),
    repository: z.string().max(255).optional(),
    action: z.enum(activityActions).optional(),
  }),
  /** `total` is null where there are more than a hundred thousand. */
  response: pageOf(ActivityEvent),
})
