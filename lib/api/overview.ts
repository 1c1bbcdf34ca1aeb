import { z } from 'zod'
import { Bytes, Digest, RegistryId, RegistryParams, Time } from './common.ts'
import { CheckCounts } from './comparison-check.ts'
import { SavedComparison } from './comparisons.ts'
import { defineEndpoint } from './endpoint.ts'
import { SyncFailure } from './sync.ts'

const Count = z.number().int().nonnegative()

/** How quickly a registry answered within the last day, in steps of a quarter of an hour. */
export const Latency = z.object({
  registry: RegistryId,
  /** Over all good answers of the day; null where there was none. */
  p50Ms: z.number().nonnegative().nullable(),
  p95Ms: z.number().nonnegative().nullable(),
  /** How often it was asked, and how often without a good answer. */
  checks: Count,
  failed: Count,
  /** The beginning of the first step. */
  startAt: Time,
  stepSeconds: z.number().int().positive(),
  /** The median of each step, the oldest first; null where nobody asked, or where there was no good answer. */
  medianMs: z.array(z.number().nonnegative().nullable()),
  /** Questions without a good answer in each step. */
  failedChecks: z.array(Count),
})
export type Latency = z.infer<typeof Latency>

/**
 * A tag that got a digest. `told`: the registry said so, `at` is the push. `noticed`: a walk found it, and it happened at
 * some time before. `built`: nobody knows when it was pushed, `at` is when the image says that it was made.
 */
export const RecentPush = z.object({
  registry: RegistryId,
  repository: z.string(),
  tag: z.string(),
  digest: Digest.nullable(),
  at: Time,
  basis: z.enum(['told', 'noticed', 'built']),
  /** As the registry says; null where it does not. */
  actor: z.string().nullable(),
  /** The tag is there no longer. */
  isGone: z.boolean(),
})
export type RecentPush = z.infer<typeof RecentPush>

const Problem = z.object({ code: z.string(), detail: z.string() })

/** What could not be read of one registry, and why. */
export const RegistryFailure = z.object({
  registry: RegistryId,
  /** The registry as a whole: it does not answer, or its catalog could not be read. */
  problem: Problem.extend({ since: Time.nullable() }).nullable(),
  /** Those that failed for a reason of their own, by name; the first of them. */
  repositories: z.array(SyncFailure),
  repositoryCount: Count,
})
export type RegistryFailure = z.infer<typeof RegistryFailure>

/** A saved comparison, and what its last check said. */
export const OverviewComparison = SavedComparison.pick({
  id: true,
  name: true,
  targets: true,
  q: true,
  match: true,
  ignoreIndexes: true,
  expect: true,
  state: true,
  driftsSince: true,
}).extend({
  checkedAt: Time.nullable(),
  /** null where the registries could not be read. */
  counts: CheckCounts.nullable(),
  /** Why it could not be checked, or not every tag. */
  problem: Problem.nullable(),
})
export type OverviewComparison = z.infer<typeof OverviewComparison>

export const getOverview = defineEndpoint({
  id: 'getOverview',
  method: 'GET',
  path: '/overview',
  summary:
    'What there is to say over all registries: latency, recent pushes, what could not be read and why, and what drifts',
  can: 'read',
  response: z.object({
    latency: z.array(Latency),
    /** The newest first. */
    recentPushes: z.array(RecentPush),
    /** Only registries with something to tell, in the order of the configuration. */
    failures: z.array(RegistryFailure),
    /** All that are saved, those of the configuration file first. */
    comparisons: z.array(OverviewComparison),
  }),
})

/** What a registry held at the end of a day (UTC), or so far today. All null: no walk ended on that day. */
export const Snapshot = z.object({
  day: z.iso.date(),
  repositories: Count.nullable(),
  /** null also where not all repositories were counted. */
  tags: Count.nullable(),
  /** Distinct blobs; null also where not all of them were known. */
  bytes: Bytes.nullable(),
  takenAt: Time.nullable(),
})
export type Snapshot = z.infer<typeof Snapshot>

export const maxSnapshotDays = 731
const SnapshotQuery = z.object({ days: z.coerce.number().int().min(1).max(maxSnapshotDays).default(90) })

export const listSnapshots = defineEndpoint({
  id: 'listSnapshots',
  method: 'GET',
  path: '/registries/{registry}/snapshots',
  summary: 'What the registry held at the end of each of the last days, the oldest first; a gap is a gap',
  can: 'read',
  params: RegistryParams,
  query: SnapshotQuery,
  response: z.object({
    /** One for each day up to today (UTC), whether anything is known of it or not. */
    items: z.array(Snapshot),
    /** The first day of which anything is known at all, also before those asked for. */
    firstDay: z.iso.date().nullable(),
  }),
})

/** The figures of one registry, one for each day in `days`. */
export const SnapshotSeries = z.object({
  registry: RegistryId,
  repositories: z.array(Count.nullable()),
  tags: z.array(Count.nullable()),
  bytes: z.array(Bytes.nullable()),
})
export type SnapshotSeries = z.infer<typeof SnapshotSeries>

export const listGrowth = defineEndpoint({
  id: 'listGrowth',
  method: 'GET',
  path: '/snapshots',
  summary: 'The snapshots of all registries beside each other, as columns',
  can: 'read',
  query: SnapshotQuery,
  response: z.object({
    days: z.array(z.iso.date()),
    /** Registries of which at least one day is known, in the order of the configuration. */
    series: z.array(SnapshotSeries),
  }),
})
