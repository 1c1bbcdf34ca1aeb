import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { ask } from '../server/database.ts'
import type { Bench, Console, Topic } from './bench.ts'
import { writeFleet } from './fleet.ts'
import { type FloorResult, findBestConcurrency, measureFloor, requestsOf } from './floor.ts'
import { type Measurement, NotMeasured, seconds, times } from './measurement.ts'
import { addRegistry, repository, startRegistryOf } from './open-repository.ts'
import { findServers, peakResidentBytes } from './process-memory.ts'
import { median } from './statistics.ts'
import { startWalk, untilWalked, type Walk } from './sync-progress.ts'

const maxRatio = 1.3
const maxBytes = 400_000_000
const first = {
  id: 'firstWalk',
  title: 'a whole fleet, first full walk',
  bound: `≤ ${maxRatio} × floor`,
}
const memory = { id: 'walkMemory', title: '… peak resident memory of the app’s process', bound: '< 400 MB' }
const second = { id: 'secondWalk', title: 'second full walk: manifests and blobs read', bound: 'none' }
const registryId = 'fleet'

/** 5,000 repositories with 50,000 tags, walked by a Portolan that has just been started, and walked again. */
export const walk: Topic = {
  title: 'Walk',
  rows: [first, memory, second],
  measure: async (bench) => {
    const registry = bench.keep(await startDockerRegistry())
    writeFleet(registry.dir, bench.scale.fleet)
    const concurrency = await bestConcurrency(bench)
    const floor = () => measureFloor({ url: registry.url, repository: null, concurrency })
    const before = findServers()
    const console = await bench.startConsole()
    const server = findServers().find((pid) => !before.includes(pid))
    if (server === undefined) throw new NotMeasured('the server’s process was not found')

    const floors = [await floor()]
    const walked = await walkFirst(console, registry)
    floors.push(await floor())
    await assertWhole(bench, console, walked)
    const rows = [firstRow(walked, floors, concurrency), memoryRow(peakResidentBytes(server))]
    rows.push(await walkAgain(console, registry))
    await console.app.stop()
    await registry.stop()
    return rows
  },
}

/** Found on a repository of its own: the fleet would take minutes for it. */
async function bestConcurrency(bench: Bench): Promise<number> {
  const registry = await startRegistryOf(bench, 7, 1_000)
  const best = await findBestConcurrency(registry.url, repository)
  await registry.stop()
  return best
}

interface Walked extends Walk {
  readonly tookMs: number
}

/** From the moment at which the registry is added until its walk is over. */
async function walkFirst(console: Console, registry: DockerRegistry): Promise<Walked> {
  const startedAt = performance.now()
  await addRegistry(console, registryId, registry.url)
  const done = await untilWalked(console, registryId, 0)
  return { ...done, tookMs: performance.now() - startedAt }
}

/** What the index knows of the tags when the walk says that it is done. */
async function assertWhole({ scale }: Bench, console: Console, { state, problem }: Walked): Promise<void> {
  const [row] = await ask<{ tags: string; repositories: string }>(
    console.app.dataDir,
    `SELECT count(*) AS tags, count(DISTINCT repository) AS repositories FROM tags
     WHERE registry_id = '${registryId}' AND gone_at IS NULL AND digest IS NOT NULL AND total_size IS NOT NULL`,
  )
  const { tags, repositories } = scale.fleet
  if (state === 'succeeded' && Number(row?.tags) === tags && Number(row?.repositories) === repositories)
    return
  const known = `${row?.tags} of ${tags} tags in ${row?.repositories} of ${repositories} repositories are known`
  throw new NotMeasured(`the walk ended as ${state} when ${known}${problem ? `: ${problem.detail}` : ''}`)
}

function firstRow(
  { tookMs, requests }: Walked,
  floors: readonly FloorResult[],
  concurrency: number,
): Measurement {
  const floorsMs = floors.map((floor) => floor.tookMs)
  const floorRequests = floors.map(requestsOf)[0] ?? 0
  const ratio = tookMs / median(floorsMs)
  return {
    ...first,
    measured: times(ratio),
    passed: ratio <= maxRatio,
    note: `${seconds(tookMs)} with ${requests} requests against ${seconds(median(floorsMs))} with ${floorRequests}, ${concurrency} at once`,
    figures: { ratio, tookMs, floorsMs, requests, floorRequests, concurrency },
  }
}

const memoryRow = (bytes: number): Measurement => ({
  ...memory,
  measured: `${Math.round(bytes / 1e6)} MB`,
  passed: bytes < maxBytes,
  note: 'VmHWM since its start',
  figures: { peakResidentBytes: bytes },
})

async function walkAgain(console: Console, registry: DockerRegistry): Promise<Measurement> {
  const walks = await startWalk(console, registryId, () => registry.clearLog())
  const startedAt = performance.now()
  const { tagsDone } = await untilWalked(console, registryId, walks)
  const tookMs = performance.now() - startedAt
  const asked = await registry.log()
  const read = asked.filter(({ method, path }) => method === 'GET' && /\/(manifests|blobs)\//.test(path))
  if (asked.length === 0) throw new NotMeasured('the second walk has asked nothing at all')
  return {
    ...second,
    measured: String(read.length),
    passed: read.length === 0,
    note: `${seconds(tookMs)}, ${asked.length} requests, ${tagsDone} tags${read[0] ? `; ${read[0].path}` : ''}`,
    figures: { read: read.length, requests: asked.length, tookMs },
  }
}
