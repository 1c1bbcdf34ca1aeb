import { bigint, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { AuditEntry } from '#lib/api/audit.ts'
import { moment } from './columns.ts'

/** Append-only: a trigger refuses to change or delete a row (drizzle/0001). */
export const audit = pgTable(
  'audit',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: moment('at').notNull().defaultNow(),
    actor: text('actor').notNull(),
    action: text('action').$type<AuditEntry['action']>().notNull(),
    phase: text('phase').$type<AuditEntry['phase']>().notNull(),
    operation: uuid('operation').notNull(),
    registry: text('registry'),
    repository: text('repository'),
    tag: text('tag'),
    digest: text('digest'),
    method: text('method'),
    detail: text('detail'),
    requestId: text('request_id'),
  },
  (t) => [
    index('audit_at').on(t.at, t.id),
    index('audit_operation').on(t.operation),
    index('audit_repository').on(t.registry, t.repository, t.id),
  ],
)
