import { sql } from 'drizzle-orm'
import { boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import {
  type Capabilities,
  defaultSyncEverySeconds,
  type RegistryStatus,
  type RegistryType,
} from '#lib/api/registries.ts'
import type { VendorType } from '#lib/vendors/vendor.ts'
import { moment } from './columns.ts'

/** Why the last attempt failed. */
export interface StoredProblem {
  readonly code: string
  readonly detail: string
}

/** Registries that an administrator added; those of the configuration file are not stored. */
export const registries = pgTable('registries', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  url: text('url').notNull(),
  type: text('type').$type<RegistryType>().notNull(),
  /** Encrypted with a key derived from PORTOLAN_SECRET. */
  authEncrypted: text('auth_encrypted'),
  tls: jsonb('tls').$type<{ ca?: string; insecureSkipVerify?: boolean }>(),
  publicHost: text('public_host'),
  readOnly: boolean('read_only').notNull().default(false),
  repositories: text('repositories').array().notNull().default(sql`'{}'`),
  /** null: no walk by itself. */
  syncEverySeconds: integer('sync_every_seconds').default(defaultSyncEverySeconds),
  requestsPerMinute: integer('requests_per_minute'),
  position: integer('position').notNull().default(0),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
})

/** What was last seen of a registry, whether it stands in the file, here or is the demo. */
export const registryStates = pgTable('registry_states', {
  registryId: text('registry_id').primaryKey(),
  /** What it turned out to be, for `auto`. */
  type: text('type').$type<VendorType>(),
  status: jsonb('status').$type<RegistryStatus>(),
  catalogListedAt: moment('catalog_listed_at'),
  catalogFailedAt: moment('catalog_failed_at'),
  catalogProblem: jsonb('catalog_problem').$type<StoredProblem>(),
  capabilities: jsonb('capabilities').$type<Partial<Capabilities>>(),
})

/** Each question whether a registry is there, kept for a day: what is said of its latency rests on these. */
export const statusChecks = pgTable(
  'status_checks',
  {
    registryId: text('registry_id').notNull(),
    at: moment('at').notNull(),
    state: text('state').$type<RegistryStatus['state']>().notNull(),
    /** null: there was no good answer. */
    latencyMs: integer('latency_ms'),
  },
  (t) => [primaryKey({ columns: [t.registryId, t.at] })],
)
