import { sql } from 'drizzle-orm'
import { bigint, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { moment, textC } from './columns.ts'

export type EventAction = 'push' | 'pull' | 'delete' | 'move' | 'appear' | 'vanish'

/**
 * What happened in a registry: told by it (`notification`), done from here (`portolan`), or noticed between two looks
 * (`sync`: then nobody knows who, and only roughly when).
 */
export const events = pgTable(
  'events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** When it happened, by the registry's clock where it told. */
    at: moment('at').notNull(),
    receivedAt: moment('received_at').notNull().defaultNow(),
    registryId: text('registry_id').notNull(),
    repository: textC('repository').notNull(),
    tag: textC('tag'),
    digest: text('digest'),
    action: text('action').$type<EventAction>().notNull(),
    source: text('source').$type<'notification' | 'sync' | 'portolan'>().notNull(),
    /** Who, as the registry says; null where it does not. */
    actor: text('actor'),
    userAgent: text('user_agent'),
    /** The sender's own id of the event: delivered twice, it is kept once. */
    eventKey: text('event_key'),
  },
  (t) => [
    index('events_at').on(t.at, t.id),
    // Pulls are a hundred times as many: what is new is found without reading past them.
    index('events_pushes').on(t.at, t.id).where(sql`${t.action} in ('push', 'appear', 'move')`),
    index('events_registry').on(t.registryId, t.repository, t.at),
    uniqueIndex('events_key').on(t.registryId, t.eventKey),
  ],
)

/** The secret with which a registry signs in to tell us what happens in it. */
export const registryHooks = pgTable('registry_hooks', {
  registryId: text('registry_id').primaryKey(),
  /** Encrypted with a key derived from PORTOLAN_SECRET, so that an administrator can look at it again. */
  tokenEncrypted: text('token_encrypted').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  lastEventAt: moment('last_event_at'),
})
