/**
 * The floor: what a first walk asks, fired raw. A process of its own; what to ask comes as JSON in the first argument, what
 * it took goes out as JSON. No digest is verified, nothing is kept, a body is parsed only where the next request stands in it:
 *
 *  - the catalog, a thousand names a page (only for a whole registry), and each repository's `tags/list`;
 *  - each tag: GET of its manifest by tag, which tells the digest and the content in one request;
 *  - each child of an index: GET by digest, once, in the repository where the index turned up first;
 *  - each config of an image, once: GET of the blob in the repository where it turned up first.
 */
import { Pool } from 'undici'
import type { FloorQuestion, FloorResult } from './floor.ts'

const accept = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

const { url, repository, concurrency } = JSON.parse(process.argv[2] ?? '{}') as FloorQuestion
const pool = new Pool(url, { connections: concurrency })
const counts = { lists: 0, manifests: 0, configs: 0 }
/** Digests read already. */
const seen = new Set<string>()
const isNew = (key: string) => !seen.has(key) && Boolean(seen.add(key))

type Task = () => Promise<unknown>
const tasks: Task[] = []

async function get(path: string) {
  const answer = await pool.request({ path, method: 'GET', headers: { accept } })
  if (answer.statusCode !== 200) throw new Error(`GET ${path}: ${answer.statusCode}`)
  return answer
}

async function readCatalog(path: string): Promise<void> {
  counts.lists++
  const { headers, body } = await get(path)
  const { repositories } = (await body.json()) as { repositories: string[] }
  const next = /<([^>]+)>/.exec(String(headers.link ?? ''))?.[1]
  // The next page first: nothing else waits for anything.
  if (next) tasks.push(() => readCatalog(next))
  for (const name of repositories) tasks.unshift(() => readTags(name))
}

async function readTags(name: string): Promise<void> {
  counts.lists++
  const { body } = await get(`/v2/${name}/tags/list`)
  const { tags } = (await body.json()) as { tags: string[] }
  for (const tag of tags) tasks.push(() => readManifest(name, tag))
}

interface Pointers {
  readonly config?: { readonly digest: string }
  readonly manifests?: readonly { readonly digest: string }[]
}

async function readManifest(name: string, reference: string): Promise<void> {
  counts.manifests++
  const { headers, body } = await get(`/v2/${name}/manifests/${reference}`)
  const digest = String(headers['docker-content-digest'])
  seen.add(reference)
  if (!isNew(digest) && reference !== digest) return body.dump()
  const { config, manifests = [] } = (await body.json()) as Pointers
  if (config && isNew(config.digest)) tasks.push(() => readConfig(name, config.digest))
  for (const child of manifests) {
    if (isNew(child.digest)) tasks.push(() => readManifest(name, child.digest))
  }
}

async function readConfig(name: string, digest: string): Promise<void> {
  counts.configs++
  await (await get(`/v2/${name}/blobs/${digest}`)).body.dump()
}

/** Keeps `concurrency` requests under way until there is nothing left to ask. */
function drain(): Promise<void> {
  let running = 0
  return new Promise((resolve, reject) => {
    const pump = () => {
      for (let task = tasks.pop(); task; task = running < concurrency ? tasks.pop() : undefined) {
        running++
        task().then(() => {
          running--
          pump()
        }, reject)
        if (running >= concurrency) return
      }
      if (running === 0) resolve()
    }
    pump()
  })
}

tasks.push(() => (repository === null ? readCatalog('/v2/_catalog?n=1000') : readTags(repository)))
const startedAt = performance.now()
await drain()
const result: FloorResult = { tookMs: performance.now() - startedAt, ...counts }
await pool.close()
console.log(JSON.stringify(result))
