import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { CheckCounts, CheckState } from '#lib/api/comparison-check.ts'
import type { ComparisonDefinition } from '#lib/api/comparison-definition.ts'
import { moment } from './columns.ts'
import type { StoredProblem } from './registries.ts'

/** Comparisons that people saved; those of the configuration file are not stored. */
export const comparisons = pgTable('comparisons', {
  id: text('id').primaryKey(),
  definition: jsonb('definition').$type<ComparisonDefinition>().notNull(),
  /** Counted up by each change. */
  version: integer('version').notNull().default(1),
  createdBy: text('created_by').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedBy: text('updated_by').notNull(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
})

/** The last checks of comparisons, also of those of the configuration file. */
export const comparisonChecks = pgTable(
  'comparison_checks',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    comparisonId: text('comparison_id').notNull(),
    /** As it was at that moment: what was found is an answer to this alone. */
    definition: jsonb('definition').$type<ComparisonDefinition>().notNull(),
    trigger: text('trigger').$type<'schedule' | 'manual'>().notNull(),
    actor: text('actor').notNull(),
    state: text('state').$type<CheckState>().notNull(),
    startedAt: moment('started_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
    counts: jsonb('counts').$type<CheckCounts>(),
    driftsSince: moment('drifts_since'),
    problem: jsonb('problem').$type<StoredProblem>(),
  },
  (t) => [
    index('comparison_checks_comparison').on(t.comparisonId, t.startedAt),
    // One at a time, whoever starts it, on whichever replica.
    uniqueIndex('comparison_checks_under_way')
      .on(t.comparisonId)
      .where(sql`${t.state} in ('queued', 'running')`),
  ],
)
