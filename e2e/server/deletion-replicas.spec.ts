import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { type Portolan, signIn, startPortolan } from '../lab/portolan.ts'
import { type FaultyProxy, startProxy } from '../lab/proxy.ts'
import { writeTags } from '../lab/storage-layout.ts'
import { deletionsOf, digestsAt } from './deletion-world.ts'
import { startSharedDatabase } from './shared-database.ts'

const repository = 'team/app'
/** As many as two processes work on at once: each of them has to take half. */
const runCount = 8
const tagsEach = 6

let database: Awaited<ReturnType<typeof startSharedDatabase>>
let registry: DockerRegistry
/** What each replica asks of the registry. */
let proxies: FaultyProxy[]
let replicas: Portolan[]
const digestOf = new Map<string, string>()

beforeAll(async () => {
  registry = await startDockerRegistry()
  const tagName = (i: number) => `v${i}`
  const images = writeTags(registry.dir, repository, runCount * tagsEach + 1, { tagName })
  for (const [i, { digest }] of images.entries()) digestOf.set(tagName(i), digest)
  proxies = [await startProxy(registry.url), await startProxy(registry.url)]
  database = await startSharedDatabase()
  const { env } = database
  replicas = []
  for (const proxy of proxies) {
    const registries = [{ id: 'one', url: proxy.url, syncEvery: 'off' }]
    replicas.push(await startPortolan({ registries, env }))
  }
}, 300_000)

afterAll(async () => {
  for (const replica of replicas ?? []) await replica.stop()
  for (const proxy of proxies ?? []) await proxy.stop()
  await database?.close()
  await registry?.stop()
})

test('runs of two replicas over one repository do not meet: one ends before the next begins, each digest goes once', async () => {
  const runs = deletionsOf(await signIn(replicas[0]?.url ?? ''))
  const tagsOf = (run: number) => Array.from({ length: tagsEach }, (_, i) => `v${run * tagsEach + i}`)
  const ids: string[] = []
  for (let run = 0; run < runCount; run++) {
    const items = tagsOf(run).map((tag) => ({ registry: 'one', repository, tag }))
    ids.push((await runs.plan({ items })).id)
  }
  // So slow that each replica has its hands full before the first run is through.
  for (const proxy of proxies)
    proxy.addFault({ fault: { kind: 'delay', ms: 700 }, when: ({ method }) => method === 'DELETE' })
  await Promise.all(ids.map((id) => runs.begin(id)))
  for (const id of ids)
    expect(await runs.ended(id, 240_000)).toMatchObject({
      state: 'succeeded',
      results: { removed: tagsEach },
    })

  const runOf = new Map(
    ids.flatMap((_, run) => tagsOf(run).map((tag) => [digestOf.get(tag) ?? '', run] as const)),
  )
  const deletionsBy = proxies.map((proxy) =>
    proxy.requests.flatMap(({ method, path, at }) => {
      const run = runOf.get(path.slice(path.lastIndexOf('/') + 1))
      return method === 'DELETE' && run !== undefined ? [{ run, at }] : []
    }),
  )
  for (const deletions of deletionsBy) expect(deletions.length).toBeGreaterThan(0)
  const inOrder = deletionsBy.flat().sort((a, b) => a.at - b.at)
  expect(inOrder).toHaveLength(runCount * tagsEach)
  const turns = inOrder.filter(({ run }, i) => run !== inOrder[i - 1]?.run)
  expect(turns).toHaveLength(runCount)
  const left = await digestsAt(registry.url, repository, digestOf.keys())
  expect([...left].filter(([, digest]) => digest !== null).map(([tag]) => tag)).toEqual([
    `v${runCount * tagsEach}`,
  ])
}, 300_000)
