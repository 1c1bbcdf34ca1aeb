import { z } from 'zod'
import { Digest, ListQuery, pageOf, Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'
import { MomentFilter } from './filters.ts'

export const auditActions = [
  'tag.delete',
  'manifest.delete',
  'tag.restore',
  'tag.copy',
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
  'mirror.add',
  'mirror.change',
  'mirror.remove',
  'mirror.run',
  'comparison.add',
  'comparison.change',
  'comparison.remove',
  'user.add',
  'user.change',
  'user.remove',
  'session.start',
  'session.refuse',
] as const

export const AuditEntry = z.object({
  id: z.string(),
  at: Time,
  actor: z.string(),
  action: z.enum(auditActions),
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

/** What narrows the audit trail; all of it together. Names are compared whole, `q` is looked for anywhere. */
export const AuditFilters = z.object({
  actor: z.string().max(256).optional(),
  action: AuditEntry.shape.action.optional(),
  phase: AuditEntry.shape.phase.optional(),
  registry: z.string().max(63).optional(),
  repository: z.string().max(255).optional(),
  tag: z.string().max(128).optional(),
  digest: Digest.optional(),
  policy: z.string().max(63).optional(),
  /** From then on, and before then: `30d` ago, or a date. */
  since: MomentFilter,
  until: MomentFilter,
  q: z.string().max(256).optional(),
})

export const listAudit = defineEndpoint({
  id: 'listAudit',
  method: 'GET',
  path: '/audit',
  summary: 'Who did what, newest first',
  can: 'read',
  query: ListQuery.extend({ sort: z.enum(['at']).default('at'), ...AuditFilters.shape }),
  response: pageOf(AuditEntry),
})

export const exportAudit = defineEndpoint({
  id: 'exportAudit',
  method: 'GET',
  path: '/audit/export',
  summary:
    'The same as a file, the newest 200,000 rows at most; `x-portolan-left-out` says how many are not in it',
  can: 'read',
  query: AuditFilters.extend({ format: z.enum(['csv', 'json']).default('csv') }),
  produces: 'bytes',
  response: z.unknown(),
})
