import { desc, eq } from 'drizzle-orm'
import type { RegistrySync, SyncWalk } from '#lib/api/sync.ts'
import type { RegistrySettings } from '../registries/settings.ts'
import type { Runtime } from '../runtime.ts'
import { syncWalks } from '../store/schema.ts'

type WalkRow = typeof syncWalks.$inferSelect

const toTime = (date: Date | null) => date?.toISOString() ?? null

/** The last walks over a registry, the newest first. */
export const readWalks = ({ store }: Pick<Runtime, 'store'>, registryId: string, limit: number) =>
  store.db
    .select()
    .from(syncWalks)
    .where(eq(syncWalks.registryId, registryId))
    .orderBy(desc(syncWalks.startedAt))
    .limit(limit)

/** How far the background has come with a registry, out of the index: whichever replica walks. */
export async function readSync(
  runtime: Runtime,
  { id, syncEveryMs }: RegistrySettings,
): Promise<RegistrySync | null> {
  const [last] = await readWalks(runtime, id, 1)
  if (!last && syncEveryMs === null) return null
  const nextAt = nextWalkAt(last, syncEveryMs)
  const pausedUntil = last?.pausedUntil && last.pausedUntil.getTime() > Date.now() ? last.pausedUntil : null
  return {
    ...(last ? progressOf(last) : nothingYet),
    state:
      last?.state === 'running' ? (pausedUntil ? 'paused' : 'running') : isDue(nextAt) ? 'waiting' : 'idle',
    result: last && last.state !== 'running' ? last.state : null,
    pausedUntil: last?.state === 'running' ? toTime(pausedUntil) : null,
    nextAt: toTime(nextAt),
  }
}

const isDue = (at: Date | null) => at !== null && at.getTime() <= Date.now()

/** When a registry is walked again by itself: so long after the last walk began, but not before that has ended. */
export function nextWalkAt(last: WalkRow | undefined, syncEveryMs: number | null): Date | null {
  if (syncEveryMs === null || last?.state === 'running') return null
  return last ? new Date(last.startedAt.getTime() + syncEveryMs) : new Date()
}

const nothingYet = {
  reason: null,
  startedAt: null,
  finishedAt: null,
  repositoriesDone: 0,
  repositoriesTotal: null,
  tagsDone: 0,
  manifestsRead: 0,
  requests: 0,
  problem: null,
}

const progressOf = (walk: WalkRow) => ({
  reason: walk.reason,
  startedAt: walk.startedAt.toISOString(),
  finishedAt: toTime(walk.finishedAt),
  repositoriesDone: walk.repositoriesDone,
  repositoriesTotal: walk.isCatalogDone ? walk.repositoriesTotal : null,
  tagsDone: walk.tagsDone,
  manifestsRead: walk.manifestsRead,
  requests: walk.requests,
  problem: walk.problem,
})

export const presentWalk = (walk: WalkRow): SyncWalk => ({
  ...progressOf(walk),
  id: walk.id,
  state: walk.state,
  reason: walk.reason,
  startedAt: walk.startedAt.toISOString(),
  repositoriesFailed: walk.repositoriesFailed,
})
