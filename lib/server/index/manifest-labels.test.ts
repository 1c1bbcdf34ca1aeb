import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { configs, labelTexts, manifestLabels, manifests, searchBackfills } from '../store/schema.ts'
import { completeLabels, saveLabels } from './manifest-labels.ts'
import { openWorldUnderTest, type WorldUnderTest } from './store-under-test.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
})
afterAll(() => world.close())

const labelsOf = (digest: string) =>
  world.store.db.select().from(manifestLabels).where(eq(manifestLabels.manifestDigest, digest))

test('images learned before labels were searched get theirs, once, and a broken config stops nobody', async () => {
  const { db } = world.store
  const bytes = Buffer.from('{}')
  const config = Buffer.from(JSON.stringify({ config: { Labels: { team: 'payments', odd: 'a\0b' } } }))
  await db.insert(configs).values([
    { digest: 'sha256:c1', bytes: config, sizeBytes: config.length },
    { digest: 'sha256:c2', bytes: Buffer.from('no JSON'), sizeBytes: 7 },
  ])
  const image = { mediaType: 'x', sizeBytes: 2, bytes, kind: 'image', isComplete: true } as const
  await db.insert(manifests).values([
    { ...image, digest: 'sha256:m1', configDigest: 'sha256:c1', annotations: { vendor: 'Acme' } },
    { ...image, digest: 'sha256:m2', configDigest: 'sha256:c2' },
  ])
  expect(await completeLabels(db)).toBe(1)
  expect(await labelsOf('sha256:m1')).toMatchObject([
    { source: 'label', key: 'team', value: 'payments' },
    { source: 'label', key: 'odd', value: 'a\uFFFDb' },
    { source: 'annotation', key: 'vendor', value: 'Acme' },
  ])
  expect(await completeLabels(db)).toBe(0)
  const [state] = await db.select().from(searchBackfills)
  expect(state).toMatchObject({ cursor: 'sha256:m2', finishedAt: expect.any(Date) })
})

test('a label that many images have is one text to look through', async () => {
  const labels = [{ source: 'label' as const, key: 'shared', value: 'Everywhere' }]
  const digests = Array.from({ length: 50 }, (_, i) => `sha256:shared${i}`)
  await Promise.all(digests.map((digest) => saveLabels(world.store.db, [{ digest, labels }])))
  await saveLabels(world.store.db, [{ digest: 'sha256:one-more', labels }])
  const before = await world.store.db.select().from(labelTexts).where(eq(labelTexts.key, 'shared'))
  // Writers at the same moment don't wait for one another, and may each add it.
  expect(before.length).toBeLessThanOrEqual(20)
  expect(before[0]).toMatchObject({ valueText: 'everywhere', pairText: 'shared=everywhere', isOpaque: false })
})
