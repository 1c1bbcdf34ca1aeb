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
import type {
  DeletionEffects,
  DeletionItem,
  DeletionOptions,
  DeletionState,
  GarbageCollection,
  MissingBlob,
  undoStates,
} from '#lib/api/deletion.ts'
import type { Role } from '#lib/api/roles.ts'
import { bytea, moment, textC } from './columns.ts'
import type { StoredProblem } from './registries.ts'

/** A run of deletions: planned, perhaps executed, perhaps undone. */
export const deletions = pgTable(
  'deletions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    state: text('state').$type<DeletionState>().notNull().default('planned'),
    createdAt: moment('created_at').notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
    /** Who said that it should begin, or be undone: in whose name the job acts. */
    actor: text('actor').notNull(),
    actorRole: text('actor_role').$type<Role>().notNull(),
    requestId: text('request_id').notNull(),
    policyId: text('policy_id'),
    policyName: text('policy_name'),
    options: jsonb('options').$type<DeletionOptions>().notNull(),
    effects: jsonb('effects').$type<DeletionEffects>().notNull(),
    garbageCollection: jsonb('garbage_collection').$type<GarbageCollection[]>().notNull(),
    itemsTotal: integer('items_total').notNull(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
    /** Until when what was removed is kept; null while nothing was. */
    expiresAt: moment('expires_at'),
    cancelledAt: moment('cancelled_at'),
    /** The last job that executed it, and the last that undid it. */
    jobId: uuid('job_id'),
    undoJobId: uuid('undo_job_id'),
    undoState: text('undo_state').$type<(typeof undoStates)[number]>().notNull().default('none'),
    missingBlobs: jsonb('missing_blobs').$type<MissingBlob[]>().notNull().default([]),
    problem: jsonb('problem').$type<StoredProblem>(),
  },
  (t) => [
    index('deletions_created').on(t.createdAt, t.id),
    index('deletions_state').on(t.state),
    index('deletions_policy').on(t.policyId, t.createdAt),
    index('deletions_expires').on(t.expiresAt),
    index('deletions_job').on(t.jobId),
    index('deletions_undo_job').on(t.undoJobId),
  ],
)

export const deletionItems = pgTable(
  'deletion_items',
  {
    deletionId: uuid('deletion_id').notNull(),
    position: integer('position').notNull(),
    registryId: text('registry_id').notNull(),
    repository: textC('repository').notNull(),
    /** null: a manifest by its digest. */
    tag: textC('tag'),
    digest: text('digest'),
    isChosen: boolean('is_chosen').notNull(),
    action: text('action').$type<DeletionItem['action']>().notNull(),
    method: text('method').$type<NonNullable<DeletionItem['method']>>(),
    fallback: text('fallback').$type<NonNullable<DeletionItem['fallback']>>(),
    reason: text('reason').$type<NonNullable<DeletionItem['reason']>>(),
    heldBy: jsonb('held_by').$type<string[]>().notNull().default([]),
    detail: text('detail'),
    result: text('result').$type<NonNullable<DeletionItem['result']>>(),
    resultCode: text('result_code'),
    resultDetail: text('result_detail'),
    doneAt: moment('done_at'),
    /** Written before anything is done: what is gone from then on is gone by us. */
    begunAt: moment('begun_at'),
    /** The digest of the placeholder, written before it is pushed to the tag. */
    placeholder: text('placeholder'),
    /** It is to be put back: set when an undo begins, and taken away when its turn has come. */
    isUndoing: boolean('is_undoing').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.deletionId, t.position] }),
    foreignKey({ columns: [t.deletionId], foreignColumns: [deletions.id] }).onDelete('cascade'),
    index('deletion_items_result').on(t.deletionId, t.action, t.result),
    index('deletion_items_repository').on(t.registryId, t.repository),
  ],
)

/** The exact bytes of what a run removes, and of all that could go along by mistake, written before it acts. */
export const deletionManifests = pgTable(
  'deletion_manifests',
  {
    deletionId: uuid('deletion_id').notNull(),
    registryId: text('registry_id').notNull(),
    repository: textC('repository').notNull(),
    digest: text('digest').notNull(),
    mediaType: text('media_type').notNull(),
    bytes: bytea('bytes').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.deletionId, t.registryId, t.repository, t.digest] }),
    foreignKey({ columns: [t.deletionId], foreignColumns: [deletions.id] }).onDelete('cascade'),
  ],
)

/** What happened in a job beside its items: it waited, it was taken up again, something was put back. */
export const jobLog = pgTable(
  'job_log',
  {
    jobId: uuid('job_id').notNull(),
    position: integer('position').generatedAlwaysAsIdentity(),
    at: moment('at').notNull().defaultNow(),
    code: text('code').notNull(),
    detail: text('detail').notNull(),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.position] })],
)
