import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import type { CopyResult, CopyState, copyUndoStates } from '#lib/api/copies.ts'
import type { CopyBytes, CopyOptions, CopyPlanItem, CopyTotals } from '#lib/api/copy-plan.ts'
import type { Role } from '#lib/api/roles.ts'
import { bytea, moment, sizeBytes, textC } from './columns.ts'
import type { StoredProblem } from './registries.ts'

/** A copy: planned and begun at once, perhaps undone. */
export const copies = pgTable(
  'copies',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    state: text('state').$type<CopyState>().notNull().default('queued'),
    createdAt: moment('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
    /** In whose name the job acts: who began it, resumed it or said that it should be undone. */
    actor: text('actor').notNull(),
    actorRole: text('actor_role').$type<Role>().notNull(),
    requestId: text('request_id').notNull(),
    mirrorId: text('mirror_id'),
    mirrorName: text('mirror_name'),
    options: jsonb('options').$type<CopyOptions>().notNull(),
    totals: jsonb('totals').$type<CopyTotals>().notNull(),
    itemsTotal: integer('items_total').notNull(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
    /** Until when what was overwritten is kept; null while nothing was written. */
    expiresAt: moment('expires_at'),
    cancelledAt: moment('cancelled_at'),
    jobId: uuid('job_id'),
    undoJobId: uuid('undo_job_id'),
    undoState: text('undo_state').$type<(typeof copyUndoStates)[number]>().notNull().default('none'),
    problem: jsonb('problem').$type<StoredProblem>(),
  },
  (t) => [
    index('copies_created').on(t.createdAt, t.id),
    index('copies_state').on(t.state),
    index('copies_mirror').on(t.mirrorId, t.createdAt),
    index('copies_expires').on(t.expiresAt),
    index('copies_job').on(t.jobId),
    index('copies_undo_job').on(t.undoJobId),
  ],
)

export const copyItems = pgTable(
  'copy_items',
  {
    copyId: uuid('copy_id').notNull(),
    position: integer('position').notNull(),
    fromRegistry: text('from_registry').notNull(),
    fromRepository: textC('from_repository').notNull(),
    fromTag: textC('from_tag'),
    /** As it was asked for: without a tag what is copied, with one what the tag was seen on. */
    fromDigest: text('from_digest'),
    toRegistry: text('to_registry').notNull(),
    toRepository: textC('to_repository').notNull(),
    toTag: textC('to_tag'),
    /** When the plan was made. */
    sourceDigest: text('source_digest'),
    digest: text('digest'),
    action: text('action').$type<CopyPlanItem['action']>().notNull(),
    reason: text('reason').$type<NonNullable<CopyPlanItem['reason']>>(),
    detail: text('detail'),
    overwrites: text('overwrites'),
    bytes: jsonb('bytes').$type<CopyBytes>().notNull(),
    manifests: integer('manifests').notNull(),
    referrers: integer('referrers').notNull(),
    missingPlatforms: jsonb('missing_platforms').$type<string[]>().notNull().default([]),
    /** Of what was planned to be sent: what was sent, or was found to be there. */
    bytesDone: sizeBytes('bytes_done').notNull().default(0),
    result: text('result').$type<CopyResult>(),
    resultCode: text('result_code'),
    resultDetail: text('result_detail'),
    doneAt: moment('done_at'),
    /** Written before the tag is: from then on the tag may be ours. */
    isTagBegun: boolean('is_tag_begun').notNull().default(false),
    isUndoing: boolean('is_undoing').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.copyId, t.position] }),
    foreignKey({ columns: [t.copyId], foreignColumns: [copies.id] }).onDelete('cascade'),
    index('copy_items_result').on(t.copyId, t.action, t.result),
    index('copy_items_from').on(t.fromRegistry, t.copyId),
    index('copy_items_to').on(t.toRegistry, t.copyId),
  ],
)

/** The exact bytes of what a tag was on before a copy moved it, written before it is moved. */
export const copyManifests = pgTable(
  'copy_manifests',
  {
    copyId: uuid('copy_id').notNull(),
    position: integer('position').notNull(),
    digest: text('digest').notNull(),
    mediaType: text('media_type').notNull(),
    bytes: bytea('bytes').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.copyId, t.position] }),
    foreignKey({ columns: [t.copyId], foreignColumns: [copies.id] }).onDelete('cascade'),
  ],
)
