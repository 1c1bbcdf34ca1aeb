import { z } from 'zod'
import { RegistryId, RegistryParams, Time } from './common.ts'
import { defineEndpoint } from './endpoint.ts'

/** Why a walk began: its time had come, somebody asked for it, or Portolan started and it was due. */
export const SyncReason = z.enum(['schedule', 'asked', 'start'])
export type SyncReason = z.infer<typeof SyncReason>

/** `partial`: some repositories, or a part of the catalog, could not be read. */
export const WalkState = z.enum(['running', 'succeeded', 'partial', 'failed', 'cancelled'])
export type WalkState = z.infer<typeof WalkState>

const Problem = z.object({ code: z.string(), detail: z.string() })
const Count = z.number().int().nonnegative()

/** What a walk has done so far. Counts are of this walk alone. */
const Progress = z.object({
  reason: SyncReason.nullable(),
  startedAt: Time.nullable(),
  finishedAt: Time.nullable(),
  repositoriesDone: Count,
  /** null until all names are known. */
  repositoriesTotal: Count.nullable(),
  tagsDone: Count,
  /** Manifests that nobody had read before: none at all where nothing has changed. */
  manifestsRead: Count,
  requests: Count,
  problem: Problem.nullable(),
})

/**
 * How far the background has come with a registry: `waiting`, a walk is about to begin; `running`; `paused`, the registry
 * asked for fewer requests or is in trouble, `problem` says which; `idle`, the counts are those of the last walk.
 */
export const RegistrySync = Progress.extend({
  state: z.enum(['idle', 'waiting', 'running', 'paused']),
  /** How the last walk ended; null while one is under way, and where there was none. */
  result: WalkState.exclude(['running']).nullable(),
  pausedUntil: Time.nullable(),
  /** When the next walk begins by itself; null: it does not. */
  nextAt: Time.nullable(),
})
export type RegistrySync = z.infer<typeof RegistrySync>

export const SyncWalk = Progress.extend({
  id: z.string(),
  state: WalkState,
  reason: SyncReason,
  startedAt: Time,
  repositoriesFailed: Count,
})
export type SyncWalk = z.infer<typeof SyncWalk>

/** A repository that could not be read when that was last tried, and why. */
export const SyncFailure = z.object({
  repository: z.string(),
  problem: Problem,
  /** When it last failed. */
  failedAt: Time.nullable(),
  /** When it was last read well; null: never, or not known. */
  lastGoodAt: Time.nullable(),
})
export type SyncFailure = z.infer<typeof SyncFailure>

export const getSync = defineEndpoint({
  id: 'getSync',
  method: 'GET',
  path: '/registries/{registry}/sync',
  summary:
    'How far the background has come with a registry: the last walks, and what could not be read and why',
  can: 'read',
  params: RegistryParams,
  response: z.object({
    registry: RegistryId,
    /** null where nothing is read by itself, and nobody has asked for it either. */
    sync: RegistrySync.nullable(),
    /** The newest first, twenty at most. */
    walks: z.array(SyncWalk),
    /** One hundred at most, by name. */
    failures: z.array(SyncFailure),
    failureCount: Count,
  }),
})
