import { sql } from 'drizzle-orm'
import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { AutomationRunState } from '#lib/api/automations.ts'
import type { PolicyDefinition } from '#lib/api/policy-definition.ts'
import type { PolicyRunCounts } from '#lib/api/policy-run.ts'
import { automationColumns, automationRunColumns } from './automations.ts'
import { moment } from './columns.ts'

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

/** Retention policies. */
export const policies = pgTable('policies', automationColumns<PolicyDefinition>())

export const policyRuns = pgTable(
  'policy_runs',
  automationRunColumns<PolicyDefinition, PolicyRunCounts, AutomationRunState>('policy'),
  (t) => [
    index('policy_runs_policy').on(t.automationId, t.startedAt),
    // One at a time, whoever starts it, on whichever replica.
    uniqueIndex('policy_runs_under_way').on(t.automationId).where(sql`${t.state} in ('queued', 'running')`),
  ],
)
