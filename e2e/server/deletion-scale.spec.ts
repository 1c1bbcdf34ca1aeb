import { chmod, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Deletion } from '#lib/api/deletion.ts'
import { type EmbeddedRegistry, startEmbeddedRegistry } from '#lib/embedded/registry.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { writeEmbedded } from '../lab/embedded-layout.ts'
import { type Built, buildImage, buildIndex } from '../lab/images.ts'
import { type Portolan, signIn, startPortolan, until } from '../lab/portolan.ts'
import { makeScratchDir } from '../lab/scratch-dir.ts'
import { type StorageWriter, writeStorage } from '../lab/storage-layout.ts'
import { buildTagSeries } from '../lab/tag-series.ts'
import { bytesAt, deletionsOf, digestsAt } from './deletion-world.ts'

const repository = 'team/app'
const tagCount = 5_000
const digestCount = 1_500
const selectedCount = 4_000

/** Two indexes that share a child: one is selected, one stays. */
const own = buildImage({ labels: { of: 'one index' } })
const shared = buildImage({ labels: { of: 'both' } })
const going = buildIndex([{ built: own }, { built: shared }])
const staying = buildIndex([{ built: shared }])
const series = buildTagSeries(tagCount - 2, { images: digestCount - 2 })
const tags: { readonly name: string; readonly image: Built }[] = [
  { name: 'multi-going', image: going },
  ...series.tags,
  { name: 'multi-staying', image: staying },
]
const selected = tags.slice(0, selectedCount)
const kept = tags.slice(selectedCount)

function fill(writer: StorageWriter) {
  for (const image of [going, staying, ...series.images]) writer.writeManifest(repository, image)
  for (const { name, image } of tags) writer.writeTag(repository, name, image.digest)
}

let debian: DockerRegistry
let embedded: EmbeddedRegistry
let dataDir: string
let portolan: Portolan
let registries: { id: string; url: string; syncEvery: string }[]

beforeAll(async () => {
  debian = await startDockerRegistry()
  fill(writeStorage(debian.dir))
  const dir = await makeScratchDir('embedded')
  fill(writeEmbedded(dir))
  embedded = await startEmbeddedRegistry({ dir })
  registries = [
    { id: 'debian', url: debian.url, syncEvery: 'off' },
    { id: 'embedded', url: embedded.url, syncEvery: 'off' },
  ]
  // Its own would go with the first process.
  const home = await makeScratchDir('portolan-data')
  await chmod(home, 0o711)
  dataDir = join(home, 'data')
  portolan = await startPortolan({ registries, dataDir })
}, 300_000)

afterAll(async () => {
  await portolan?.stop()
  await debian?.stop()
  await embedded?.close()
  if (dataDir) await rm(dirname(dataDir), { recursive: true, force: true })
})

/** kill -9, and the same data in a new process. */
async function killAndStart() {
  await portolan.stop()
  portolan = await startPortolan({ registries, dataDir })
  return deletionsOf(await signIn(portolan.url))
}

test.each(['debian', 'embedded'])(
  '4,000 of 5,000 tags on 1,500 digests of %s: exactly those go, through a kill -9, and all of them come back to the byte',
  async (id) => {
    const url = registries.find((one) => one.id === id)?.url ?? ''
    let runs = deletionsOf(await signIn(portolan.url))
    const items = selected.map(({ name, image }) => ({
      registry: id,
      repository,
      tag: name,
      expected: image.digest,
    }))
    const planned = await runs.plan({ items })
    expect(planned.effects).toMatchObject({ tagsRemoved: selectedCount, itemsKept: 0, childrenAlong: 1 })
    expect((await digestsAt(url, repository, ['multi-going'])).get('multi-going')).toBe(going.digest)

    await runs.begin(planned.id)
    const isHalfWay = ({ progress }: Deletion) => progress.done > 500
    const before = await until(() => runs.get(planned.id), isHalfWay, 120_000)
    expect(before.state).toBe('running')
    runs = await killAndStart()
    const ended = await runs.ended(planned.id, 240_000)
    expect([ended.state, ended.results]).toEqual(['succeeded', { ...none, removed: planned.progress.total }])

    const now = await digestsAt(
      url,
      repository,
      tags.map(({ name }) => name),
    )
    expect(selected.filter(({ name }) => now.get(name) !== null)).toEqual([])
    expect(kept.filter(({ name, image }) => now.get(name) !== image.digest)).toEqual([])
    const held = new Set(kept.map(({ image }) => image.digest))
    const manifests = await digestsAt(url, repository, [
      shared.digest,
      own.digest,
      ...tags.map(({ image }) => image.digest),
    ])
    expect(manifests.get(shared.digest)).toBe(shared.digest)
    expect(manifests.get(own.digest)).toBeNull()
    for (const { image } of tags)
      expect([image.digest, manifests.get(image.digest)]).toEqual([
        image.digest,
        held.has(image.digest) ? image.digest : null,
      ])

    await runs.beginUndo(planned.id)
    await until(
      () => runs.get(planned.id),
      ({ results }) => results.undone > 100,
      120_000,
    )
    runs = await killAndStart()
    const undone = await runs.ended(planned.id, 240_000)
    expect([undone.state, undone.undo.state]).toEqual(['undone', 'done'])
    const back = await digestsAt(
      url,
      repository,
      tags.map(({ name }) => name),
    )
    expect(tags.filter(({ name, image }) => back.get(name) !== image.digest)).toEqual([])
    for (const { name, image } of [tags[0], tags[1], tags[1_700]].flatMap((tag) => tag ?? []))
      expect((await bytesAt(url, repository, name)).equals(image.bytes)).toBe(true)
    expect((await bytesAt(url, repository, own.digest)).equals(own.bytes)).toBe(true)
  },
  600_000,
)

const none = { removed: 0, kept: 0, failed: 0, cancelled: 0, undone: 0 }
