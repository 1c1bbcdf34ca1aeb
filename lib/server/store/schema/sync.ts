import { sql } from 'drizzle-orm'
import {
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { SyncReason, WalkState } from '#lib/api/sync.ts'
import { moment, sizeBytes } from './columns.ts'
import type { StoredProblem } from './registries.ts'

/** One walk over a registry: catalog, tags, pointers, and the manifests that nobody had seen before. */
export const syncWalks = pgTable(
  'sync_walks',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    registryId: text('registry_id').notNull(),
    reason: text('reason').$type<SyncReason>().notNull(),
    state: text('state').$type<WalkState>().notNull().default('running'),
    startedAt: moment('started_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
    /** Whether the names of all repositories are known; what is counted before is a lower bound. */
    isCatalogDone: boolean('is_catalog_done').notNull().default(false),
    repositoriesTotal: integer('repositories_total').notNull().default(0),
    repositoriesDone: integer('repositories_done').notNull().default(0),
    repositoriesFailed: integer('repositories_failed').notNull().default(0),
    tagsDone: integer('tags_done').notNull().default(0),
    manifestsRead: integer('manifests_read').notNull().default(0),
    requests: integer('requests').notNull().default(0),
    /** Why it ended otherwise than well. */
    problem: jsonb('problem').$type<StoredProblem>(),
    /** Until when the registry is left alone (it asked for fewer requests, or is in trouble); null: it is not. */
    pausedUntil: moment('paused_until'),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (t) => [
    index('sync_walks_registry').on(t.registryId, t.startedAt),
    // One at a time, whoever starts it, on whichever replica.
    uniqueIndex('sync_walks_running').on(t.registryId).where(sql`${t.state} = 'running'`),
  ],
)

/** What a registry held at the end of a day (UTC): the last walk of the day overwrites the ones before. */
export const registrySnapshots = pgTable(
  'registry_snapshots',
  {
    registryId: text('registry_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    repositories: integer('repositories').notNull(),
    /** null where not all repositories were counted. */
    tags: integer('tags'),
    /** Distinct blobs; null where not all of them were known. */
    bytes: sizeBytes('bytes'),
    takenAt: moment('taken_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.registryId, t.day] })],
)
