import type { RegistryFailure } from '#lib/api/overview.ts'
import type { RegistryStatus } from '#lib/api/registries.ts'
import type { StoredProblem } from '../store/schema/registries.ts'

interface Known {
  readonly status: RegistryStatus
  readonly catalogProblem: StoredProblem | null
  readonly catalogFailedAt: Date | null
  /** The walks that ended since the last good one, the newest first. */
  readonly failedWalks: readonly {
    readonly problem: StoredProblem | null
    readonly finishedAt: Date | null
  }[]
}

const fine: ReadonlySet<RegistryStatus['state']> = new Set(['online', 'slow', 'unknown'])

/**
 * Why a registry as a whole could not be read, and since when: that it does not answer counts before what came of it (a
 * walk or a catalog that failed). null where nothing is wrong with the whole.
 */
export function problemOfWhole(known: Known): RegistryFailure['problem'] {
  const { status, failedWalks, catalogProblem, catalogFailedAt } = known
  if (!fine.has(status.state)) {
    const { code, detail, since } = status
    return { code: code ?? 'registry_error', detail: detail ?? '', since }
  }
  const problem = failedWalks[0]?.problem
  if (problem) return { ...problem, since: failedWalks.at(-1)?.finishedAt?.toISOString() ?? null }
  return catalogProblem && { ...catalogProblem, since: catalogFailedAt?.toISOString() ?? null }
}
