import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { MirrorDefinition } from '#lib/api/mirror-definition.ts'
import type { MirrorCounts, MirrorRunState } from '#lib/api/mirror-run.ts'
import type { Role } from '#lib/api/roles.ts'
import { moment, textC } from './columns.ts'
import type { StoredProblem } from './registries.ts'

/** Mirrors that administrators wrote; those of the configuration file are not stored. */
export const mirrors = pgTable('mirrors', {
  id: text('id').primaryKey(),
  definition: jsonb('definition').$type<MirrorDefinition>().notNull(),
  /** Counted up by each change. */
  version: integer('version').notNull().default(1),
  createdBy: text('created_by').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedBy: text('updated_by').notNull(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
})

/** What mirrors did, also those that are gone. */
export const mirrorRuns = pgTable(
  'mirror_runs',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    mirrorId: text('mirror_id').notNull(),
    /** As it was at that moment. */
    definition: jsonb('definition').$type<MirrorDefinition>().notNull(),
    trigger: text('trigger').$type<'schedule' | 'manual'>().notNull(),
    actor: text('actor').notNull(),
    actorRole: text('actor_role').$type<Role>().notNull(),
    isDryRun: boolean('is_dry_run').notNull(),
    state: text('state').$type<MirrorRunState>().notNull(),
    startedAt: moment('started_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
    counts: jsonb('counts').$type<MirrorCounts>(),
    copyId: uuid('copy_id'),
    deletionId: uuid('deletion_id'),
    problem: jsonb('problem').$type<StoredProblem>(),
  },
  (t) => [
    index('mirror_runs_mirror').on(t.mirrorId, t.startedAt),
    // One at a time, whoever starts it, on whichever replica.
    uniqueIndex('mirror_runs_under_way').on(t.mirrorId).where(sql`${t.state} in ('queued', 'running')`),
  ],
)

/** What a mirror brought, and from where: only this does it ever delete. Written before it is copied. */
export const mirrorTags = pgTable(
  'mirror_tags',
  {
    mirrorId: text('mirror_id').notNull(),
    toRegistry: text('to_registry').notNull(),
    toRepository: textC('to_repository').notNull(),
    tag: textC('tag').notNull(),
    fromRegistry: text('from_registry').notNull(),
    fromRepository: textC('from_repository').notNull(),
    /** On which the target's tag was put. */
    digest: text('digest').notNull(),
  },
  (t) => [primaryKey({ columns: [t.mirrorId, t.toRegistry, t.toRepository, t.tag] })],
)
