import { bigint, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { AuditEntry } from '#lib/api/audit.ts'
import { moment } from './columns.ts'

/**
 * Append-only: a trigger refuses to change or delete a row (drizzle/0001). Another chains each row to the one before, one
 * writer after the other (drizzle/…_audit_chain): it sets `id`, `previousHash` and `hash`, whatever a statement says.
 */
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
    /** The policy in whose run it was done; null: in none. */
    policy: text('policy'),
    /** SHA-256 in hex: of the row before, zeros at the beginning, and of that and this row's content. */
    previousHash: text('previous_hash').notNull().default(''),
    hash: text('hash').notNull().default(''),
  },
  (t) => [
    index('audit_at').on(t.at, t.id),
    index('audit_operation').on(t.operation),
    index('audit_actor').on(t.actor, t.id),
    index('audit_digest').on(t.digest, t.id),
    index('audit_repository').on(t.registry, t.repository, t.id),
  ],
)
