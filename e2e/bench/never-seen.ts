import type { Bench, Topic } from './bench.ts'
import { findBestConcurrency, measureFloor, requestsOf } from './floor.ts'
import { type Measurement, seconds, times } from './measurement.ts'
import {
  openUntilKnown,
  rememberKnown,
  repository,
  requestsUntilNames,
  startRegistryOf,
} from './open-repository.ts'
import { median } from './statistics.ts'

const maxRatio = 1.3
const known = {
  id: 'neverSeen',
  title: 'repository never seen: all digests, sizes, dates',
  bound: `≤ ${maxRatio} × floor`,
}
const names = { id: 'names', title: '… its names on screen', bound: 'after 1 request' }

/** A repository of 5,000 tags on 5,000 images that nobody has looked at before. */
export const neverSeen: Topic = {
  title: 'Never seen',
  rows: [known, names],
  measure: async (bench) => {
    const namesRow = await measureNames(bench)
    return [await measureOpenings(bench), namesRow]
  },
}

async function measureNames(bench: Bench): Promise<Measurement> {
  const registry = await startRegistryOf(bench, 8)
  const { answered, hasNames, tookMs } = await requestsUntilNames(await bench.console(), registry, 'names')
  await registry.stop()
  return {
    ...names,
    measured: hasNames ? `after ${answered}` : 'incomplete',
    passed: hasNames && answered === 1,
    note: `answered in ${Math.round(tookMs)} ms while the registry answered nothing but tags/list`,
    figures: { requests: answered, tookMs },
  }
}

/** Floor and app in turn, now the one first, now the other: what the first leaves warm is not always the other's gain. */
async function measureOpenings(bench: Bench): Promise<Measurement> {
  const console = await bench.console()
  const floors: number[] = []
  const openings: number[] = []
  /** Requests of ours, the status of the registry and its catalog among them. */
  const ours: number[] = []
  let requests = 0
  let concurrency = 0
  for (let run = 1; run <= bench.scale.openings; run++) {
    const registry = await startRegistryOf(bench, run)
    concurrency ||= await findBestConcurrency(registry.url, repository)
    const id = `opening-${run}`
    const floor = async () => {
      const result = await measureFloor({ url: registry.url, repository, concurrency })
      requests = requestsOf(result)
      floors.push(result.tookMs)
    }
    const open = async () => {
      await registry.clearLog()
      openings.push(await openUntilKnown(console, registry, id))
      ours.push((await registry.log()).length)
    }
    for (const step of run % 2 === 1 ? [floor, open] : [open, floor]) await step()
    if (run === bench.scale.openings) rememberKnown(bench, console, registry, id)
    else {
      await console.api(`/registries/${id}`, { method: 'DELETE' })
      await registry.stop()
    }
  }
  const ratio = median(openings) / median(floors)
  return {
    ...known,
    measured: times(ratio),
    passed: ratio <= maxRatio,
    note: `${seconds(median(openings))} with ${median(ours)} requests against ${seconds(median(floors))} with ${requests}, ${concurrency} at once`,
    figures: {
      ratio,
      openingsMs: openings,
      floorsMs: floors,
      requests: ours,
      floorRequests: requests,
      concurrency,
    },
  }
}
