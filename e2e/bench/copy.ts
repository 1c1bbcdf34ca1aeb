import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Copy } from '#lib/api/copies.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import type { Bench, Console, Topic } from './bench.ts'
import { type LargeImages, writeLargeImages } from './large-images.ts'
import { type Measurement, NotMeasured, seconds, times } from './measurement.ts'
import { addRegistry } from './open-repository.ts'
import { findServers, peakResidentBytes } from './process-memory.ts'
import { median } from './statistics.ts'

const run = promisify(execFile)
const images = 4
const maxRatio = 1.1
const maxBytes = 300_000_000
const speed = {
  id: 'copy',
  title: 'copying 4 images of 500 MB that share layers',
  bound: `≤ ${maxRatio} × skopeo`,
}
const memory = { id: 'copyMemory', title: '… peak resident memory of the app’s process', bound: '< 300 MB' }

/** As often as an open page asks at most. */
const askEveryMs = 100

/** skopeo and Portolan in turn, each time into a registry that has just been started and is empty. */
export const copy: Topic = {
  title: 'Copy',
  rows: [speed, memory],
  measure: async (bench) => {
    const source = bench.keep(await startDockerRegistry())
    const { imageMegabytes, rounds } = bench.scale.copy
    const content = writeLargeImages(source.dir, images, imageMegabytes * 1_000_000)
    const before = findServers()
    const console = await bench.startConsole()
    const server = findServers().find((pid) => !before.includes(pid))
    if (server === undefined) throw new NotMeasured('the server’s process was not found')
    await addRegistry(console, 'source', source.url)
    const skopeoMs: number[] = []
    const oursMs: number[] = []
    for (let round = 0; round < rounds; round++) {
      skopeoMs.push(await intoEmpty(bench, content, (target) => copyBySkopeo(source, target, content)))
      oursMs.push(
        await intoEmpty(bench, content, async (target) => {
          const id = `target-${round}`
          await addRegistry(console, id, target.url)
          return () => copyByPortolan(console, id, content)
        }),
      )
    }
    const peakBytes = peakResidentBytes(server)
    await console.app.stop()
    await source.stop()
    return [speedRow(oursMs, skopeoMs, content.bytes), memoryRow(peakBytes)]
  },
}

function speedRow(oursMs: number[], skopeoMs: number[], bytes: number): Measurement {
  const ratio = median(oursMs) / median(skopeoMs)
  return {
    ...speed,
    measured: times(ratio),
    passed: ratio <= maxRatio,
    note: `${seconds(median(oursMs))} against ${seconds(median(skopeoMs))} for ${Math.round(bytes / 1e6)} MB of blobs, medians of ${oursMs.length}`,
    figures: { ratio, oursMs, skopeoMs, bytes },
  }
}

const memoryRow = (bytes: number): Measurement => ({
  ...memory,
  measured: `${Math.round(bytes / 1e6)} MB`,
  passed: bytes < maxBytes,
  note: 'VmHWM since its start',
  figures: { peakResidentBytes: bytes },
})

/** What it takes from `prepare`’s answer on until every tag is in the target, which is looked at afterwards. */
async function intoEmpty(
  bench: Bench,
  { repository, tags }: LargeImages,
  prepare: (target: DockerRegistry) => Promise<() => Promise<void>>,
): Promise<number> {
  const target = bench.keep(await startDockerRegistry())
  const work = await prepare(target)
  const startedAt = performance.now()
  await work()
  const tookMs = performance.now() - startedAt
  for (const tag of tags) {
    const headers = { accept: 'application/vnd.oci.image.manifest.v1+json' }
    const { status } = await fetch(`${target.url}/v2/${repository}/manifests/${tag}`, { headers })
    if (status !== 200) throw new NotMeasured(`${tag} was said to be copied and is ${status}`)
  }
  await target.stop()
  return tookMs
}

const copyBySkopeo =
  async (source: DockerRegistry, target: DockerRegistry, { repository, tags }: LargeImages) =>
  async () => {
    for (const tag of tags) {
      const places = [source, target].map(({ host }) => `docker://${host}/${repository}:${tag}`)
      const options = ['--all', '--quiet', '--src-tls-verify=false', '--dest-tls-verify=false']
      await run('skopeo', ['--insecure-policy', 'copy', ...options, ...places])
    }
  }

async function copyByPortolan({ json }: Console, to: string, { repository, tags }: LargeImages) {
  const items = tags.map((tag) => ({
    from: `source/${repository}:${tag}`,
    to: `${to}/${repository}:${tag}`,
  }))
  const headers = { 'content-type': 'application/json' }
  let now = await json<Copy>('/copies', { method: 'POST', headers, body: JSON.stringify({ items }) }, 202)
  while (now.state === 'queued' || now.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, askEveryMs))
    now = await json<Copy>(`/copies/${now.id}`)
  }
  if (now.state !== 'succeeded') throw new NotMeasured(`the copy ended as ${now.state}`)
}
