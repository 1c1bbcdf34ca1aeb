import { describe, expect, test } from 'vitest'
import {
  type Built,
  buildArtifact,
  buildChart,
  buildImage,
  buildIndex,
  buildMultiArch,
  sha256,
} from '../../../e2e/lab/images.ts'
import { buildSchema1 } from '../../../e2e/lab/schema1.ts'
import { expectError, expectOutcome, type World } from './world.ts'

/** One of every kind of manifest that is about. */
const kinds: readonly (readonly [string, () => Built])[] = [
  ['an OCI image', () => buildImage()],
  ['a Docker image (schema 2)', () => buildImage({ format: 'docker' })],
  ['an OCI index with attestations', () => buildMultiArch()],
  ['a Docker manifest list', () => buildDockerList()],
  ['an index of indexes', () => buildIndex([{ built: buildMultiArch() }])],
  ['a Helm chart', () => buildChart('web', '1.2.3')],
  [
    'an artifact with the empty config',
    () => buildArtifact({ artifactType: 'application/vnd.example.thing' }),
  ],
  ['an image without layers', () => buildImage({ layers: [] })],
  ['an image with 40 layers', () => buildImage({ layers: manyLayers(40) })],
]

const manyLayers = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ [`f${index}`]: `${index}` }))

const buildDockerList = () => {
  const platform = { os: 'linux', architecture: 'arm64', variant: 'v8' }
  return buildIndex([{ built: buildImage({ format: 'docker', platform }), platform }], { format: 'docker' })
}

export function describeManifests(world: World) {
  const { refusedMediaTypes, schema1, missingBlob, missingChild, untagged } = world.expectations
  const uploadBlobs = async (repository: string, built: Built) => {
    for (const { digest, bytes } of built.blobs) {
      await world.client.putBlob(repository, { digest, sizeBytes: bytes.length, body: bytes })
    }
  }
  /** Pushes through the client itself: blobs, children, then the manifest by `reference`. */
  const upload = async (repository: string, built: Built, reference: string) => {
    await uploadBlobs(repository, built)
    for (const child of built.children) await upload(repository, child, child.digest)
    return world.client.putManifest(repository, reference, built)
  }

  describe.each(kinds)('%s', (_, build) => {
    test('comes back byte for byte, by tag and by digest, whichever it was pushed by', async () => {
      const built = build()
      const repository = world.freshRepository('manifests')
      const refusal = refusalOf(built, refusedMediaTypes)
      if (refusal) return expectError(upload(repository, built, 'pushed'), refusal)
      expect(await upload(repository, built, 'pushed')).toMatchObject({ digest: built.digest })
      const { client } = world
      const expected = { digest: built.digest, mediaType: built.mediaType, bytes: built.bytes }
      expect(await client.getManifest(repository, 'pushed')).toEqual(expected)
      expect(await client.getManifest(repository, built.digest)).toEqual(expected)

      const other = world.freshRepository('manifests')
      expect(await upload(other, built, built.digest)).toMatchObject({ digest: built.digest })
      expect(await client.getManifest(other, built.digest)).toEqual(expected)
    })

    if (refusalOf(build(), refusedMediaTypes)) return

    test('HEAD says its digest, type and size without a body', async () => {
      const built = build()
      const repository = world.freshRepository('manifest-heads')
      await world.seed(repository, built, 'seeded')
      for (const reference of ['seeded', built.digest]) {
        expect(await world.client.headManifest(repository, reference)).toEqual({
          digest: built.digest,
          mediaType: built.mediaType,
          sizeBytes: built.bytes.length,
        })
      }
    })
  })

  test('schema 1 is read with the digest of its payload, by tag and by digest', async () => {
    const repository = world.freshRepository('schema1')
    const old = buildSchema1(repository, 'old')
    if (schema1 !== 'done') {
      await upload(repository, buildImage(), 'new')
      await uploadBlobs(repository, old)
      await expectError(world.client.putManifest(repository, 'old', old), schema1)
      return
    }
    await world.seed(repository, old, 'old')
    const { digest, mediaType } = old
    for (const reference of ['old', digest]) {
      expect(await world.client.getManifest(repository, reference)).toMatchObject({ digest, mediaType })
      expect(await world.client.headManifest(repository, reference)).toMatchObject({ digest, mediaType })
    }
  })

  test(`pushing to a tag moves it, and the old manifest ${untagged} under its digest`, async () => {
    const repository = world.freshRepository('moved')
    const before = await world.seed(repository, buildImage({ labels: { turn: '1' } }), 'tag')
    const after = buildImage({ labels: { turn: '2' } })
    await upload(repository, after, 'tag')
    expect(await world.client.headManifest(repository, 'tag')).toMatchObject({ digest: after.digest })
    const old = world.client.getManifest(repository, before.digest)
    if (untagged === 'goes') await expectError(old, 'not_found')
    else expect(await old).toMatchObject({ bytes: before.bytes })
  })

  test('an unknown tag, digest or repository is not found, by GET and by HEAD', async () => {
    const repository = world.freshRepository('unknown')
    await world.seed(repository, buildImage(), 'known')
    const absent = sha256(Buffer.from('absent'))
    const places = [
      [repository, 'unknown'],
      [repository, absent],
      [world.freshRepository('never-pushed'), 'latest'],
    ] as const
    for (const [name, reference] of places) {
      await expectError(world.client.getManifest(name, reference), 'not_found')
      await expectError(world.client.headManifest(name, reference), 'not_found')
    }
  })

  test('a manifest under a digest that is not its own is refused, and nothing is there', async () => {
    const repository = world.freshRepository('wrong-digest')
    const built = await world.seed(repository, buildImage(), 'known')
    const claimed = sha256(Buffer.from('something else'))
    const put = world.client.putManifest(repository, claimed, { ...built })
    await expect(put).rejects.toMatchObject({ code: expect.stringMatching(/^(refused|digest_mismatch)$/) })
    await expectError(world.client.headManifest(repository, claimed), 'not_found')
  })

  test('a manifest whose blobs are missing is refused where the registry checks that', async () => {
    const repository = world.freshRepository('incomplete')
    await world.seed(repository, buildImage(), 'known')
    const image = buildImage({ labels: { pushed: 'never' } })
    await expectOutcome(world.client.putManifest(repository, 'no-blobs', image), missingBlob)
  })

  test('an index whose children are missing is refused where the registry checks that', async () => {
    const repository = world.freshRepository('incomplete')
    await world.seed(repository, buildImage(), 'known')
    const index = buildIndex([{ built: buildImage({ labels: { pushed: 'never' } }) }])
    await expectOutcome(world.client.putManifest(repository, 'no-children', index), missingChild)
  })
}

/** Why the registry will not take it: its own media type, or that of a child. */
function refusalOf(built: Built, refused: World['expectations']['refusedMediaTypes']) {
  return [built, ...built.children]
    .map(({ mediaType }) => refused[mediaType])
    .find((code) => code !== undefined)
}
