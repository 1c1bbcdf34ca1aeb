import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digestOf } from '#lib/registry/digest.ts'
import { chooseCopy } from './choose.ts'
import { childOf, graphUnderTest } from './copy-under-test.ts'
import type { CopyChild, CopyManifest } from './graph.ts'
import { isPlatform } from './platforms.ts'

const all = { platforms: null, referrers: true }
const digests = (manifests: readonly CopyManifest[] | undefined) => manifests?.map(({ digest }) => digest)
const listed = ({ bytes }: CopyManifest) =>
  (JSON.parse(new TextDecoder().decode(bytes)) as { manifests: { digest: string; size: number }[] }).manifests

function multiArch() {
  const world = graphUnderTest()
  const amd64 = world.addImage('amd64', ['base', 'a'])
  const arm64 = world.addImage('arm64', ['base', 'b'])
  const armV7 = world.addImage('arm/v7', ['c'])
  const attestation = world.addImage('attestation of amd64', ['att'])
  const index = world.addIndex([
    childOf(amd64, 'linux/amd64'),
    childOf(arm64, 'linux/arm64/v8'),
    childOf(armV7, 'linux/arm/v7'),
    childOf(attestation, null, amd64.digest),
  ])
  return { ...world, amd64, arm64, armV7, attestation, index }
}

describe('platforms', () => {
  test('an index without a choice is copied as it is, byte for byte', () => {
    const { graph, index, amd64, arm64, armV7, attestation } = multiArch()
    const choice = chooseCopy(graph(index), all)
    expect(choice?.digest).toBe(index.digest)
    expect(digests(choice?.manifests)).toEqual(digests([amd64, arm64, armV7, attestation, index]))
    expect(choice?.manifests.at(-1)?.bytes).toBe(index.bytes)
  })

  test('every platform chosen is the index as it is', () => {
    const { graph, index } = multiArch()
    const platforms = ['linux/amd64', 'linux/arm64', 'linux/arm']
    expect(chooseCopy(graph(index), { platforms, referrers: true })?.digest).toBe(index.digest)
  })

  test('one platform without attestations is that image itself', () => {
    const { graph, index, arm64 } = multiArch()
    const choice = chooseCopy(graph(index), { platforms: ['linux/arm64'], referrers: true })
    expect(choice).toMatchObject({ digest: arm64.digest, manifests: [{ digest: arm64.digest }] })
  })

  test('a platform with attestations is a new index of the two, with the descriptors as they stood', () => {
    const { graph, index, amd64, attestation } = multiArch()
    const choice = chooseCopy(graph(index), { platforms: ['linux/amd64'], referrers: true })
    const made = choice?.manifests.at(-1)
    expect(made?.digest).toBe(choice?.digest)
    expect(made?.digest).not.toBe(index.digest)
    expect(digestOf(made?.bytes ?? new Uint8Array())).toBe(made?.digest)
    const [first, , , last] = listed(index)
    expect(made && listed(made)).toEqual([first, last])
    expect(digests(choice?.manifests)).toEqual([amd64.digest, attestation.digest, made?.digest])
  })

  test('the same choice makes the same index every time', () => {
    const once = chooseCopy(multiArch().graph(multiArch().index), {
      platforms: ['linux/amd64', 'linux/arm'],
      referrers: false,
    })
    const again = chooseCopy(multiArch().graph(multiArch().index), {
      platforms: ['linux/arm', 'linux/amd64'],
      referrers: true,
    })
    expect(once?.digest).toBe(again?.digest)
  })

  test('what the index has not is told, and nothing at all is null', () => {
    const { graph, index } = multiArch()
    const some = chooseCopy(graph(index), { platforms: ['linux/arm64', 'linux/s390x'], referrers: true })
    expect(some?.missingPlatforms).toEqual(['linux/s390x'])
    expect(chooseCopy(graph(index), { platforms: ['windows/amd64'], referrers: true })).toBeNull()
  })

  test('an image that is no index is copied whatever the choice', () => {
    const { graph, amd64 } = multiArch()
    const choice = chooseCopy(graph(amd64), { platforms: ['linux/s390x'], referrers: true })
    expect(choice).toMatchObject({ digest: amd64.digest, missingPlatforms: [] })
  })

  test('an index within an index is narrowed too, and listed by its new digest and size', () => {
    const world = multiArch()
    const other = world.addImage('other', [])
    const outer = world.addIndex([childOf(world.index, null), childOf(other, 'linux/s390x')])
    const choice = chooseCopy(world.graph(outer), {
      platforms: ['linux/amd64', 'linux/arm/v7', 'linux/s390x'],
      referrers: true,
    })
    const [inner, made] = choice?.manifests.filter(({ children }) => children.length > 0) ?? []
    expect(made?.digest).toBe(choice?.digest)
    expect(made && listed(made)[0]).toMatchObject({ digest: inner?.digest, size: inner?.bytes.length })
    const one = chooseCopy(world.graph(outer), {
      platforms: ['linux/arm/v7', 'linux/s390x'],
      referrers: true,
    })
    expect(one?.manifests.map(({ children }) => children.length)).toEqual([0, 1, 0, 2])
  })

  test.each([
    ['linux/arm64/v8', 'linux/arm64', true],
    ['linux/arm64/v8', 'linux/arm64/v8', true],
    ['linux/arm64', 'linux/arm64/v8', false],
    ['linux/arm64', 'linux/arm', false],
    ['windows/amd64:10.0.1', 'windows/amd64', true],
    ['windows/amd64:10.0.1', 'windows/amd64:10.0.1', true],
    ['windows/amd64:10.0.1', 'windows/amd64:10.0.2', false],
    ['linux/amd64', 'linux/amd64:1', false],
  ])('%s is among %s: %s', (platform, choice, is) => expect(isPlatform(platform, choice)).toBe(is))
})

describe('referrers', () => {
  test('come along with theirs, each after its subject, and only when asked for', () => {
    const world = multiArch()
    const sbom = world.addImage('sbom', ['s'], world.amd64.digest)
    const signature = world.addImage('signature of the sbom', ['t'], sbom.digest)
    const ofIndex = world.addImage('signature of the index', ['u'], world.index.digest)
    const choice = chooseCopy(world.graph(world.index), all)
    expect(choice?.referrers).toBe(3)
    const order = digests(choice?.manifests) ?? []
    for (const [subject, referrer] of [
      [world.amd64, sbom],
      [sbom, signature],
      [world.index, ofIndex],
    ] as const)
      expect(order.indexOf(subject.digest)).toBeLessThan(order.indexOf(referrer.digest))
    const bare = chooseCopy(world.graph(world.index), { platforms: null, referrers: false })
    expect(bare).toMatchObject({ referrers: 0, manifests: { length: 5 } })
  })

  test('of an index that is not copied as it is stay behind; those of its children come', () => {
    const world = multiArch()
    world.addImage('signature of the index', [], world.index.digest)
    const ofChild = world.addImage('signature of arm64', [], world.arm64.digest)
    const ofOther = world.addImage('signature of amd64', [], world.amd64.digest)
    const choice = chooseCopy(world.graph(world.index), { platforms: ['linux/arm64'], referrers: true })
    expect(digests(choice?.manifests)).toEqual([world.arm64.digest, ofChild.digest])
    expect(digests(choice?.manifests)).not.toContain(ofOther.digest)
  })
})

/** Any graph: images, indexes over what there is, referrers to what there is. */
const anyWorld = fc
  .array(
    fc.record({
      kind: fc.constantFrom('image', 'index', 'referrer'),
      picks: fc.array(fc.nat(), { maxLength: 4 }),
      platform: fc.constantFrom(null, 'linux/amd64', 'linux/arm64/v8', 'windows/amd64:10'),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((steps) => {
    const world = graphUnderTest()
    const there: CopyManifest[] = [world.addImage('first')]
    steps.forEach(({ kind, picks, platform }, i) => {
      const chosen = picks.flatMap((n) => there[n % there.length] ?? [])
      const children = chosen.map((one): CopyChild => childOf(one, one.children.length > 0 ? null : platform))
      if (kind === 'index') there.push(world.addIndex(children))
      else
        there.push(
          world.addImage(`${i}`, picks.map(String), kind === 'image' ? null : (chosen[0]?.digest ?? null)),
        )
    })
    return { world, root: there.at(-1) as CopyManifest }
  })

test('whatever the graph: each manifest once, children and subjects first, and every listed child among them', () => {
  fc.assert(
    fc.property(
      anyWorld,
      fc.option(fc.subarray(['linux/amd64', 'linux/arm64', 'windows/amd64'], { minLength: 1 })),
      fc.boolean(),
      ({ world, root }, platforms, referrers) => {
        const choice = chooseCopy(world.graph(root), { platforms, referrers })
        if (choice === null) {
          expect(platforms).not.toBeNull()
          return
        }
        const order = digests(choice.manifests) ?? []
        expect(new Set(order).size).toBe(order.length)
        expect(order).toContain(choice.digest)
        choice.manifests.forEach((manifest, at) => {
          expect(digestOf(manifest.bytes)).toBe(manifest.digest)
          for (const { digest } of manifest.children.length > 0 ? listed(manifest) : [])
            expect(order.slice(0, at)).toContain(digest)
          const isReferrer = at >= order.length - choice.referrers
          if (isReferrer && manifest.subject !== null && order.includes(manifest.subject))
            expect(order.slice(0, at)).toContain(manifest.subject)
        })
        if (!referrers) expect(choice.referrers).toBe(0)
      },
    ),
  )
})
