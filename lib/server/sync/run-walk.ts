import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { SyncReason } from '#lib/api/sync.ts'
import { isRegistryError } from '#lib/registry/error.ts'
import { refreshCatalog } from '../index/catalog.ts'
import { type Failure, failureOf, isCancelled } from '../index/failure.ts'
import { checkStatus, readRegistryState } from '../index/registry-state.ts'
import { queues, type RunningJob } from '../jobs/jobs.ts'
import type { ConnectedRegistry } from '../registries/directory.ts'
import type { Runtime } from '../runtime.ts'
import type { ChunkData } from './run-chunk.ts'
import { endWalk, failWalk, openWalk, recordCatalog } from './walks.ts'

export interface WalkData {
  readonly registryId: string
  readonly reason: SyncReason
}

/** Few enough that replicas share a registry evenly, and enough that what is done a job hardly counts. */
export const repositoriesPerChunk = 25

/**
 * Begins a walk: whether the registry is there, its catalog, and the repositories as jobs for all replicas. The walk has
 * the id of its job, so that a job that is begun anew goes on with the same walk.
 */
export async function runWalk(runtime: Runtime, { id, data, signal }: RunningJob<WalkData>): Promise<void> {
  const registry = await connected(runtime, data.registryId)
  if (!registry || (registry.settings.syncEveryMs === null && data.reason !== 'asked')) return
  const walk = await openWalk(runtime, id, data.registryId, data.reason)
  if (!walk) return
  runtime.changes.publish({ about: 'registry', registry: data.registryId })
  if (!walk.isCatalogDone) {
    const status = await readStatus(runtime, registry)
    if (status) return failWalk(runtime, walk, status)
    const problem = await readCatalog(runtime, registry, signal)
    if (problem?.code === 'response_too_large') return failWalk(runtime, walk, problem)
    const names = await readNames(runtime, data.registryId)
    await runtime.jobs.insert(queues.chunk, chunksOf(walk.id, registry, names))
    await recordCatalog(runtime, walk.id, names.length, problem)
    runtime.changes.publish({ about: 'repositories', registry: data.registryId })
  }
  await endWalk(runtime, walk.id)
}

export async function connected(runtime: Runtime, id: string): Promise<ConnectedRegistry | null> {
  return (await runtime.registries.list()).find(({ settings }) => settings.id === id) ?? null
}

/** Why the registry as a whole can't be read, or null. */
async function readStatus(runtime: Runtime, registry: ConnectedRegistry): Promise<Failure | null> {
  await checkStatus(runtime, registry)
  const { status } = await readRegistryState(runtime, registry.settings.id)
  if (status.state === 'online' || status.state === 'slow' || status.state === 'unknown') return null
  return { code: (status.code ?? 'internal') as Failure['code'], detail: status.detail ?? '' }
}

/** What went wrong with the catalog, or null. What is known of it already is walked all the same. */
async function readCatalog(
  runtime: Runtime,
  registry: ConnectedRegistry,
  signal: AbortSignal,
): Promise<Failure | null> {
  try {
    await refreshCatalog(runtime, registry, { priority: 'background', signal })
    return null
  } catch (error) {
    if (isCancelled(error) || !isRegistryError(error)) throw error
    return failureOf(error)
  }
}

async function readNames({ store }: Runtime, registryId: string): Promise<string[]> {
  const { rows } = await store.db.execute<{ name: string }>(sql`
    SELECT name FROM repositories WHERE registry_id = ${registryId} AND (missing_since IS NULL OR source = 'configured')
    ORDER BY name`)
  return rows.map((row) => row.name)
}

function chunksOf(walkId: string, { settings }: ConnectedRegistry, names: readonly string[]) {
  // A budget is counted by the process that asks: one that does all of it keeps to it.
  const each = settings.requestsPerMinute === null ? repositoriesPerChunk : Math.max(1, names.length)
  return Array.from({ length: Math.ceil(names.length / each) }, (_, index) => {
    const repositories = names.slice(index * each, (index + 1) * each)
    const data: ChunkData = { walkId, registryId: settings.id, repositories }
    return { id: chunkId(walkId, index), data, group: settings.id }
  })
}

/** The same for the same part of the same walk: a walk that is begun anew sends no job twice. */
function chunkId(walkId: string, index: number): string {
  const hex = createHash('sha256').update(`${walkId} ${index}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
