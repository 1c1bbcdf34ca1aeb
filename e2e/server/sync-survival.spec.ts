import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repositoriesPerChunk } from '../../lib/server/sync/run-walk.ts'
import { partsAtOnce } from '../../lib/server/sync/sync.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { writeTags } from '../lab/storage-layout.ts'
import { ask } from './database.ts'
import { scratch } from './places.ts'
import { SyncProcess } from './sync-process.ts'

const kills = 20
const repositoryCount = 600
const tagsEach = 8
/** Repositories that a process has read and not yet written when it is killed, at most: its parts of the walk. */
const inHand = partsAtOnce * repositoriesPerChunk
let registry: DockerRegistry
/** What the registry really has: `repository:tag` to digest. */
const truth = new Map<string, string>()

beforeAll(async () => {
  registry = await startDockerRegistry()
  const fill = (repository: string, count: number) => {
    const images = writeTags(registry.dir, repository, count, {
      tagName: (i) => `${repository.replace('/', '-')}-${i}`,
    })
    for (const [i, image] of images.entries())
      truth.set(`${repository}:${repository.replace('/', '-')}-${i}`, image.digest)
  }
  for (let i = 0; i < repositoryCount; i++) fill(`team/app-${String(i).padStart(4, '0')}`, tagsEach)
  fill('big/one', 1_000)
}, 120_000)
afterAll(() => registry?.stop())

test('kill -9 at any moment of a walk, twenty times: the next start goes on, and the index is true in the end', async () => {
  const dir = join(scratch(), 'sync')
  const registries = [{ id: 'one', url: registry.url, syncEvery: '1h' }]
  const done: number[] = []
  for (let kill = 0; kill < kills; kill++) {
    const app = new SyncProcess(dir, registries)
    await app.until(() => app.lines.includes('up'))
    // From the first moment of the background on to well within the work.
    await sleep(100 + ((kill * 137) % 900))
    done.push(app.walk('one')?.repositoriesDone ?? 0)
    await app.kill()
  }
  const last = new SyncProcess(dir, registries)
  const walk = await last.ended('one')
  expect(walk).toMatchObject({ state: 'succeeded', repositoriesDone: repositoryCount + 1 })

  const dataDir = join(dir, 'data')
  const tags = await ask<{ tag: string; digest: string }>(
    dataDir,
    `SELECT repository || ':' || name AS tag, digest FROM tags
     WHERE gone_at IS NULL AND kind = 'image' AND total_size > 0 AND created_at IS NOT NULL AND problem IS NULL`,
  )
  expect(new Map(tags.map((row) => [row.tag, row.digest]))).toEqual(truth)
  const [wrong] = await ask<{ repositories: number; manifests: number; walks: number; events: number }>(
    dataDir,
    `SELECT (SELECT count(*)::int FROM repositories WHERE tag_count IS NULL OR size_bytes IS NULL
        OR tag_count <> (SELECT count(*) FROM tags t WHERE t.registry_id = repositories.registry_id
          AND t.repository = repositories.name AND t.gone_at IS NULL)) AS repositories,
      (SELECT count(*)::int FROM manifests m WHERE NOT EXISTS (
        SELECT FROM manifest_blobs b WHERE b.manifest_digest = m.digest AND b.role = 'layer')) AS manifests,
      (SELECT count(*)::int FROM sync_walks) AS walks, (SELECT count(*)::int FROM events) AS events`,
  )
  // One walk all along, and a first look is no news.
  expect(wrong).toEqual({ repositories: 0, manifests: 0, walks: 1, events: 0 })
  await last.end()

  // It went on and did not begin anew: little was asked twice, of what it had in hand when it was killed.
  const log = await registry.log()
  const lists = log.filter((request) => request.path.endsWith('/tags/list')).length
  const manifests = log.filter((request) => /\/manifests\//.test(request.path)).length
  console.log({ kills, done: done.join(' '), lists, of: repositoryCount + 1, manifests, tags: truth.size })
  expect(lists).toBeGreaterThan(repositoryCount)
  expect(lists).toBeLessThan((repositoryCount + 1) * 2)
  expect(manifests).toBeLessThan(truth.size + kills * inHand * tagsEach)
}, 400_000)
