import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { buildImage, buildIndex, buildMultiArch, sha256, types } from '../../../e2e/lab/images.ts'
import { collect, expectError, expectOutcome, type World } from './world.ts'

export function describeDeletion(world: World) {
  const { deletion } = world.expectations
  const tagsOf = async (repository: string) => (await collect(world.client.listTags(repository))).sort()

  describe('deleting a digest', () => {
    test('takes every tag on it along and leaves the others alone', async () => {
      const repository = world.freshRepository('siblings')
      const doomed = await world.seed(repository, buildImage({ labels: { fate: 'goes' } }), ['a', 'b', 'c'])
      const kept = await world.seed(repository, buildImage({ labels: { fate: 'stays' } }), ['d'])
      await expectOutcome(world.client.deleteManifest(repository, doomed.digest), deletion.digest)
      const isGone = deletion.digest === 'done'
      expect(await tagsOf(repository)).toEqual(isGone ? ['d'] : ['a', 'b', 'c', 'd'])
      expect(await world.client.headManifest(repository, 'd')).toMatchObject({ digest: kept.digest })
      if (!isGone) return
      await expectError(world.client.getManifest(repository, 'a'), 'not_found')
      await expectError(world.client.getManifest(repository, doomed.digest), 'not_found')
    })

    test('a second time finds nothing', async () => {
      const repository = world.freshRepository('twice')
      const doomed = await world.seed(repository, buildImage(), 'a')
      await world.seed(repository, buildImage({ labels: { fate: 'stays' } }), 'b')
      await expectOutcome(world.client.deleteManifest(repository, doomed.digest), deletion.digest)
      const again = deletion.digest === 'done' ? 'not_found' : deletion.digest
      await expectError(world.client.deleteManifest(repository, doomed.digest), again)
    })

    test('of an index leaves its children', async () => {
      const repository = world.freshRepository('index')
      const index = await world.seed(repository, buildMultiArch(), 'multi')
      await world.seed(repository, buildImage({ labels: { fate: 'stays' } }), 'other')
      await expectOutcome(world.client.deleteManifest(repository, index.digest), deletion.digest)
      for (const child of index.children) {
        expect(await world.client.getManifest(repository, child.digest)).toMatchObject({ bytes: child.bytes })
      }
    })
  })

  describe('deleting a tag by its name', () => {
    test('removes this tag alone, or is refused and removes nothing', async () => {
      const repository = world.freshRepository('untag')
      const { digest } = await world.seed(repository, buildImage(), ['goes', 'stays', 'stays-too'])
      await expectOutcome(world.client.deleteManifest(repository, 'goes'), deletion.tag)
      const rest = ['stays', 'stays-too']
      expect(await tagsOf(repository)).toEqual(deletion.tag === 'done' ? rest : ['goes', ...rest])
      for (const tag of rest) {
        expect(await world.client.headManifest(repository, tag)).toMatchObject({ digest })
      }
      expect(await world.client.headManifest(repository, digest)).toMatchObject({ digest })
    })

    test('that does not exist is no success', async () => {
      const repository = world.freshRepository('untag-unknown')
      await world.seed(repository, buildImage(), 'known')
      const outcome = deletion.tag === 'done' ? 'not_found' : deletion.tag
      await expectError(world.client.deleteManifest(repository, 'unknown'), outcome)
    })
  })

  describe('a placeholder pushed to a tag and deleted by its digest', () => {
    test.each([
      ['an image', () => buildImage()],
      ['an index', () => buildIndex([{ built: buildImage({ labels: { in: 'index' } }) }])],
    ])('removes that tag alone: its siblings on %s live', async (_, build) => {
      const repository = world.freshRepository('placeholder')
      const shared = await world.seed(repository, build(), ['goes', 'stays', 'stays-too'])
      const { digest } = await putPlaceholder(world, repository, 'goes')
      expect(digest).not.toBe(shared.digest)
      await expectOutcome(world.client.deleteManifest(repository, digest), deletion.digest)
      const isGone = deletion.digest === 'done'
      expect(await tagsOf(repository)).toEqual([...(isGone ? [] : ['goes']), 'stays', 'stays-too'])
      for (const reference of ['stays', 'stays-too', shared.digest]) {
        expect(await world.client.getManifest(repository, reference)).toMatchObject({ bytes: shared.bytes })
      }
    })
  })
}

/** A manifest that nothing else can have, as a console pushes it where tags cannot be removed by name. */
async function putPlaceholder(world: World, repository: string, tag: string) {
  const config = Buffer.from('{}')
  const digest = sha256(config)
  await world.client.putBlob(repository, { digest, sizeBytes: config.length, body: config })
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: types.ociManifest,
      config: { mediaType: types.ociConfig, digest, size: config.length },
      layers: [],
      annotations: { 'test.nonce': randomUUID() },
    }),
  )
  return world.client.putManifest(repository, tag, { mediaType: types.ociManifest, bytes })
}
