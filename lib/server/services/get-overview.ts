import { sql } from 'drizzle-orm'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import type { getOverview as endpoint, RegistryFailure } from '#lib/api/overview.ts'
import { readDrift } from '../comparisons/present-saved.ts'
import type { Context } from '../context.ts'
import { readFailedRepositories } from '../index/failed-repositories.ts'
import { readRecentPushes } from '../index/recent-pushes.ts'
import { problemOfWhole } from '../index/registry-failure.ts'
import { readRegistryState } from '../index/registry-state.ts'
import { readLatency } from '../index/status-history.ts'
import type { Runtime } from '../runtime.ts'
import type { StoredProblem } from '../store/schema/registries.ts'

const shownPushes = 12
const shownRepositories = 5

/** What the first page says besides the list of registries: out of the index alone, nothing is asked upstream. */
export async function getOverview({ runtime }: Context): Promise<ResponseOf<typeof endpoint>> {
  const ids = (await runtime.registries.list()).map(({ settings }) => settings.id)
  const [latency, recentPushes, failures, comparisons] = await Promise.all([
    readLatency(runtime, ids),
    readRecentPushes(runtime, ids, shownPushes),
    Promise.all(ids.map((id) => readFailure(runtime, id))),
    readDrift(runtime),
  ])
  const isToTell = ({ problem, repositoryCount }: RegistryFailure) => problem !== null || repositoryCount > 0
  return { latency, recentPushes, failures: failures.filter(isToTell), comparisons }
}

async function readFailure(runtime: Runtime, registry: string): Promise<RegistryFailure> {
  const state = await readRegistryState(runtime, registry)
  const problem = problemOfWhole({ ...state, failedWalks: await readFailedWalks(runtime, registry) })
  const besides = problem ? [problem.code] : []
  return {
    registry,
    problem,
    ...(await readFailedRepositories(runtime, registry, shownRepositories, besides)),
  }
}

/** The walks that failed since the last one that did not, the newest first; of a long row the newest hundred. */
async function readFailedWalks({ store }: Runtime, registry: string) {
  const { rows } = await store.db.execute<{ problem: StoredProblem | null; finished_at: string | null }>(sql`
    SELECT problem, finished_at FROM sync_walks
    WHERE registry_id = ${registry} AND state = 'failed' AND started_at > coalesce(
      (SELECT max(started_at) FROM sync_walks WHERE registry_id = ${registry} AND state IN ('succeeded', 'partial')),
      '-infinity')
    ORDER BY started_at DESC LIMIT 100`)
  return rows.map((row) => ({
    problem: row.problem,
    finishedAt: row.finished_at ? new Date(row.finished_at) : null,
  }))
}
