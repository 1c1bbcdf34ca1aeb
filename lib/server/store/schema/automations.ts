import { boolean, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import type { AutomationRunState } from '#lib/api/automations.ts'
import { moment } from './columns.ts'
import type { StoredProblem } from './registries.ts'

/** Of automations that administrators wrote; those of the configuration file are not stored. */
export const automationColumns = <Definition>() => ({
  id: text('id').primaryKey(),
  definition: jsonb('definition').$type<Definition>().notNull(),
  /** Counted up by each change. */
  version: integer('version').notNull().default(1),
  createdBy: text('created_by').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedBy: text('updated_by').notNull(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
})

/** What automations did, also those that are gone. `of` is how one of the kind is called. */
export const automationRunColumns = <Definition, Counts, State extends AutomationRunState>(
  of: 'policy' | 'mirror',
) => ({
  id: uuid('id').primaryKey().defaultRandom(),
  automationId: text(`${of}_id`).notNull(),
  /** As it was at that moment. */
  definition: jsonb('definition').$type<Definition>().notNull(),
  trigger: text('trigger').$type<'schedule' | 'manual'>().notNull(),
  actor: text('actor').notNull(),
  isDryRun: boolean('is_dry_run').notNull(),
  state: text('state').$type<State>().notNull(),
  startedAt: moment('started_at').notNull().defaultNow(),
  finishedAt: moment('finished_at'),
  counts: jsonb('counts').$type<Counts>(),
  /** null where nothing was to be deleted. */
  deletionId: uuid('deletion_id'),
  problem: jsonb('problem').$type<StoredProblem>(),
})
