import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { concernsWholeRegistry, type Failure, failureOf, isCancelled } from '../index/failure.ts'
import { learnReferrersApi } from '../index/probe-referrers.ts'
import type { RunningJob } from '../jobs/jobs.ts'
import type { Runtime } from '../runtime.ts'
import { rateLimitPauseOf } from './rate-limit-pause.ts'
import { connected, repositoriesPerChunk } from './run-walk.ts'
import { WalkTally } from './tally.ts'
import { walkRepositories } from './walk-repositories.ts'
import { endWalk, failWalk, readRunningWalk, recordPause, type WalkRow } from './walks.ts'

export interface ChunkData {
  readonly walkId: string
  readonly registryId: string
  readonly repositories: readonly string[]
}

/** A registry in trouble is asked again so often; one that says when to come back may do so for much longer. */
const pausesMs = [2_000, 10_000, 30_000]

/** Walks a part of a registry. Trouble of the registry as a whole makes it wait, and ends the walk when it stays. */
export async function runChunk(runtime: Runtime, { data, signal }: RunningJob<ChunkData>): Promise<void> {
  const walk = await readRunningWalk(runtime.store.db, data.walkId)
  const registry = await connected(runtime, data.registryId)
  if (!walk || !registry) return
  const tally = WalkTally.join(runtime, registry, walk.id)
  const place = {
    runtime,
    registry,
    call: { priority: 'background' as const, signal },
    onWork: (work: 'request' | 'manifest') => tally.count(work),
  }
  const part = {
    walkId: walk.id,
    startedAt: walk.startedAt,
    onTags: (count: number) => {
      tally.counts.tags += count
    },
  }
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        for (const repositories of slicesOf(data.repositories))
          await walkRepositories(place, { ...part, repositories })
        // Who sorts by signatures would have to ask it otherwise.
        await learnReferrersApi(place, data.repositories)
        break
      } catch (error) {
        if (signal.aborted || isCancelled(error)) throw error
        const failure = failureOf(error)
        if (!concernsWholeRegistry(failure)) throw error
        const forMs = pauseOf(error, failure, attempt)
        if (forMs === null) {
          await giveUp(runtime, walk, failure, data)
          break
        }
        await recordPause(runtime, walk, { forMs, problem: failure })
        await sleep(forMs, undefined, { signal })
        // Meanwhile another part may have ended the walk.
        if (!(await readRunningWalk(runtime.store.db, walk.id))) return
        await recordPause(runtime, walk, null)
      }
    }
  } finally {
    await tally.leave().catch(() => {})
  }
  await endWalk(runtime, walk.id)
}

const slicesOf = (names: readonly string[]) =>
  Array.from({ length: Math.ceil(names.length / repositoriesPerChunk) }, (_, i) =>
    names.slice(i * repositoriesPerChunk, (i + 1) * repositoriesPerChunk),
  )

const pauseOf = (error: unknown, { code }: Failure, attempt: number): number | null =>
  code === 'registry_rate_limited' ? rateLimitPauseOf(error, attempt) : (pausesMs[attempt] ?? null)

/** Some registries say 401 of one repository, or never answer for one: these repositories failed, and the walk goes on. */
const ofSomeRepositories: readonly string[] = ['registry_timeout', 'registry_unauthorized']

async function giveUp(
  runtime: Runtime,
  walk: WalkRow,
  failure: Failure,
  { registryId, repositories }: ChunkData,
) {
  if (!ofSomeRepositories.includes(failure.code)) return failWalk(runtime, walk, failure)
  await runtime.store.db.execute(sql`
    UPDATE repositories SET walk_id = ${walk.id}, synced_at = now(), sync_problem = ${JSON.stringify(failure)}::jsonb
    WHERE registry_id = ${registryId} AND name = ANY(${sql.param(repositories)}::text[])
      AND walk_id IS DISTINCT FROM ${walk.id}`)
}
