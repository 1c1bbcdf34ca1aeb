import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { PolicyDefinition } from '#lib/api/policy-definition.ts'
import type { PolicyRunCounts, PolicyRunState } from '#lib/api/policy-run.ts'
import { moment } from './columns.ts'
import type { StoredProblem } from './registries.ts'

/** Tags that nobody below administrator may delete; those of the configuration file are not stored. */
export const protections = pgTable('protections', {
  id: uuid('id').primaryKey().defaultRandom(),
  /** Globs. */
  registry: text('registry').notNull(),
  repository: text('repository').notNull(),
  tags: text('tags').array().notNull(),
  note: text('note'),
  createdBy: text('created_by').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
})

/** Retention policies that administrators wrote; those of the configuration file are not stored. */
export const policies = pgTable('policies', {
  id: text('id').primaryKey(),
  definition: jsonb('definition').$type<PolicyDefinition>().notNull(),
  /** Counted up by each change. */
  version: integer('version').notNull().default(1),
  createdBy: text('created_by').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedBy: text('updated_by').notNull(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
})

/** What policies did, also those that are gone. */
export const policyRuns = pgTable(
  'policy_runs',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    policyId: text('policy_id').notNull(),
    /** As it was at that moment. */
    definition: jsonb('definition').$type<PolicyDefinition>().notNull(),
    trigger: text('trigger').$type<'schedule' | 'manual'>().notNull(),
    actor: text('actor').notNull(),
    isDryRun: boolean('is_dry_run').notNull(),
    state: text('state').$type<PolicyRunState>().notNull(),
    startedAt: moment('started_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
    counts: jsonb('counts').$type<PolicyRunCounts>(),
    /** What was planned for it; null where nothing was to go. */
    deletionId: uuid('deletion_id'),
    problem: jsonb('problem').$type<StoredProblem>(),
  },
  (t) => [
    index('policy_runs_policy').on(t.policyId, t.startedAt),
    // One at a time, whoever starts it, on whichever replica.
    uniqueIndex('policy_runs_under_way').on(t.policyId).where(sql`${t.state} in ('queued', 'running')`),
  ],
)
