import { z } from 'zod'
import { Digest, ListQuery, pageOf, Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'

export const AuditEntry = z.object({
  id: z.string(),
  at: Time,
  actor: z.string(),
  action: z.enum([
    'tag.delete',
    'manifest.delete',
    'tag.restore',
    'manifest.restore',
    'registry.add',
    'registry.change',
    'registry.remove',
    'protection.add',
    'protection.remove',
    'policy.add',
    'policy.change',
    'policy.remove',
    'policy.run',
    'session.start',
    'session.refuse',
  ]),
  /** `started` is written before anything is done, and one of the other two with the same `operation` after. */
  phase: z.enum(['started', 'succeeded', 'failed']),
  operation: z.string(),
  registry: z.string().nullable(),
  repository: z.string().nullable(),
  tag: z.string().nullable(),
  /** The digest before the change. */
  digest: Digest.nullable(),
  method: z.string().nullable(),
  detail: z.string().nullable(),
  requestId: z.string().nullable(),
  /** The policy in whose run it was done. */
  policy: z.string().nullable(),
  /** SHA-256 over the hash of the row before and this row; `npm run audit:verify` checks all of them. */
  hash: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

export const listAudit = defineEndpoint({
  id: 'listAudit',
  method: 'GET',
  path: '/audit',
  summary: 'Who did what, newest first',
  can: 'read',
  query: ListQuery.extend({
    sort: z.enum(['at']).default('at'),
    registry: z.string().max(63).optional(),
    repository: z.string().max(255).optional(),
  }),
  response: pageOf(AuditEntry),
})
