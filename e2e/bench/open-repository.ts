import type { Tag } from '#lib/api/tags.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { startProxy } from '../lab/proxy.ts'
import { writeTags } from '../lab/storage-layout.ts'
import type { Bench, Console, KnownRepository } from './bench.ts'
import { NotMeasured } from './measurement.ts'
import { listen } from './told.ts'

export const repository = 'big/five-k'
const path = (registry: string) => `/registries/${registry}/repositories/${repository.replace('/', '~')}/tags`

/** As often as an open page asks at most, while it is told that rows have come. */
const askEveryMs = 250

interface TagPage {
  readonly items: readonly Tag[]
  readonly nextCursor: string | null
  readonly total: number
  readonly resolved: number
}

/** A registry of Debian's with one repository, each of whose tags is on an image of its own that no other seed has. */
export async function startRegistryOf(
  bench: Bench,
  seed: number,
  tags = bench.scale.tags,
): Promise<DockerRegistry> {
  const registry = bench.keep(await startDockerRegistry())
  const tagName = (index: number) => `${seed}.${Math.floor(index / 100)}.${index % 100}`
  writeTags(registry.dir, repository, tags, { tagName })
  return registry
}

export const addRegistry = ({ json }: Console, id: string, url: string) =>
  json(
    '/registries',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id, name: id, url }),
    },
    201,
  )

/**
 * Opens the repository as someone does who has just connected the registry, sorted by size, and asks again until digest,
 * size and date of every tag are known. Milliseconds; the answer is checked to be whole after the clock has stopped.
 */
export async function openUntilKnown(console: Console, registry: DockerRegistry, id: string) {
  const total = (await tagsOf(registry)).length
  const told = await listen(console, ['tags'])
  const startedAt = performance.now()
  try {
    await addRegistry(console, id, registry.url)
    for (const deadline = startedAt + 300_000; ; ) {
      await told.next()
      const page = await console.json<TagPage>(`${path(id)}?sort=size&limit=1`)
      if (page.total === total && page.resolved === total && page.items[0]?.size != null) break
      if (performance.now() > deadline)
        throw new NotMeasured(`${page.resolved} of ${total} tags after five minutes`)
      // The asking takes its share of the machine as well.
      await new Promise((resolve) => setTimeout(resolve, askEveryMs))
    }
  } finally {
    told.stop()
  }
  const tookMs = performance.now() - startedAt
  await assertKnown(console, id, total)
  return tookMs
}

async function tagsOf(registry: DockerRegistry): Promise<string[]> {
  const answer = await fetch(`${registry.url}/v2/${repository}/tags/list`)
  return ((await answer.json()) as { tags: string[] }).tags
}

async function assertKnown({ json }: Console, id: string, total: number): Promise<void> {
  const names = new Set<string>()
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: TagPage = await json(`${path(id)}?limit=1000${cursor ? `&cursor=${cursor}` : ''}`)
    for (const { name, digest, size, createdAt } of page.items) {
      if (digest === null || size === null || createdAt === null)
        throw new NotMeasured(`tag ${name} was said to be known and is not`)
      names.add(name)
    }
    cursor = page.nextCursor
  }
  if (names.size !== total) throw new NotMeasured(`${names.size} of ${total} tags are listed`)
}

/**
 * How many requests a repository never seen costs until its names are answered: the registry lets tag lists through and
 * leaves everything else unanswered, so whatever more is needed shows as a list that does not come.
 */
export async function requestsUntilNames(console: Console, registry: DockerRegistry, id: string) {
  const total = (await tagsOf(registry)).length
  const proxy = await startProxy(registry.url)
  const isOurs = (asked: string) => asked.startsWith(`/v2/${repository}/`)
  proxy.addFault({
    fault: { kind: 'hang' },
    when: (asked) => asked.path !== '/v2/' && asked.path !== `/v2/${repository}/tags/list`,
  })
  try {
    await addRegistry(console, id, proxy.url)
    const startedAt = performance.now()
    const page = await console.json<TagPage>(`${path(id)}?limit=100`, { signal: AbortSignal.timeout(10_000) })
    const tookMs = performance.now() - startedAt
    const answered = proxy.requests.filter((asked) => isOurs(asked.path) && asked.status !== null).length
    const hasNames = page.total === total && page.items.length === Math.min(100, total)
    return { answered, hasNames, tookMs }
  } finally {
    await proxy.stop()
    await console.api(`/registries/${id}`, { method: 'DELETE' })
  }
}

/** The repository that the rows about lists read: the one opened last, or one opened for them. */
export async function knownRepository(bench: Bench): Promise<KnownRepository> {
  if (bench.known) return bench.known
  const registry = await startRegistryOf(bench, 9)
  const console = await bench.console()
  await openUntilKnown(console, registry, 'known')
  return rememberKnown(bench, console, registry, 'known')
}

export function rememberKnown(
  bench: Bench,
  console: Console,
  registry: DockerRegistry,
  id: string,
): KnownRepository {
  bench.known = {
    console,
    registry: id,
    repository,
    tags: bench.scale.tags,
    log: registry.log,
    clearLog: registry.clearLog,
  }
  return bench.known
}
