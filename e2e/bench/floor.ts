import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface FloorQuestion {
  readonly url: string
  /** null: the whole registry. */
  readonly repository: string | null
  readonly concurrency: number
}

export interface FloorResult {
  readonly tookMs: number
  /** Requests, by kind. */
  readonly lists: number
  readonly manifests: number
  readonly configs: number
}

const run = promisify(execFile)
const client = join(import.meta.dirname, 'floor-client.ts')

/** Fires the requests of a first walk raw, from a process of its own (`floor-client.ts` says which). */
export async function measureFloor(question: FloorQuestion): Promise<FloorResult> {
  const { stdout } = await run(process.execPath, [client, JSON.stringify(question)])
  return JSON.parse(stdout) as FloorResult
}

export const requestsOf = ({ lists, manifests, configs }: FloorResult) => lists + manifests + configs

const tried = [6, 12, 16, 24, 48]

/** At how many requests at once a registry answers a repository quickest; each is tried once. */
export async function findBestConcurrency(url: string, repository: string): Promise<number> {
  // The first pass warms caches and counts for nothing.
  await measureFloor({ url, repository, concurrency: 12 })
  const results: { concurrency: number; tookMs: number }[] = []
  for (const concurrency of tried) {
    const { tookMs } = await measureFloor({ url, repository, concurrency })
    results.push({ concurrency, tookMs })
  }
  return results.reduce((best, next) => (next.tookMs < best.tookMs ? next : best)).concurrency
}
