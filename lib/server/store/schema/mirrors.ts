import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { MirrorDefinition } from '#lib/api/mirror-definition.ts'
import type { MirrorCounts, MirrorRunState } from '#lib/api/mirror-run.ts'
import type { Role } from '#lib/api/roles.ts'
import { automationColumns, automationRunColumns } from './automations.ts'
import { textC } from './columns.ts'

export const mirrors = pgTable('mirrors', automationColumns<MirrorDefinition>())

export const mirrorRuns = pgTable(
  'mirror_runs',
  {
    ...automationRunColumns<MirrorDefinition, MirrorCounts, MirrorRunState>('mirror'),
    actorRole: text('actor_role').$type<Role>().notNull(),
    copyId: uuid('copy_id'),
  },
  (t) => [
    index('mirror_runs_mirror').on(t.automationId, t.startedAt),
    // One at a time, whoever starts it, on whichever replica.
    uniqueIndex('mirror_runs_under_way').on(t.automationId).where(sql`${t.state} in ('queued', 'running')`),
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
